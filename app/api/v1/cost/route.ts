/** GET /api/v1/cost: what was spent over time, by agent, model or whatever else the rollups hold. */
import { liveDoor } from "@/lib/platform/http";
import { readSpend } from "@/lib/spend/queries";

export const GET = liveDoor(readSpend);
