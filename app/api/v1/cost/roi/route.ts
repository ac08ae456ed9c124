/** GET /api/v1/cost/roi: what the money brought, against its target. */
import { liveDoor } from "@/lib/platform/http";
import { readRoi } from "@/lib/spend/roi/queries";

export const GET = liveDoor(readRoi);
