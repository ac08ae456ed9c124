/** GET /api/v1/cost/forecast/by: where the month will end for each agent, model and so on. */
import { liveDoor } from "@/lib/platform/http";
import { readForecastBy } from "@/lib/spend/forecast/queries";

export const GET = liveDoor(readForecastBy);
