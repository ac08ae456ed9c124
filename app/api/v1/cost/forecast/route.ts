/** GET /api/v1/cost/forecast: where the day, the week and the month will end, with the forecast's own record. */
import { liveDoor } from "@/lib/platform/http";
import { readForecast } from "@/lib/spend/forecast/queries";

export const GET = liveDoor(readForecast);
