/** GET /api/v1/cost/advice: what would lower the bill, each with the project's own estimate. */
import { liveDoor } from "@/lib/platform/http";
import { readAdvice } from "@/lib/spend/advice/queries";

export const GET = liveDoor(readAdvice);
