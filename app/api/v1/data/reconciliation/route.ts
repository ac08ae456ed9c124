/** GET /api/v1/data/reconciliation — rollups held against raw events, hour by hour. */
import { readReconciliation } from "@/lib/data/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readReconciliation);
