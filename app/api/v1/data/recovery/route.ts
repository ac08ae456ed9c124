/** GET /api/v1/data/recovery — the last recovery drills, against their targets. */
import { readRecovery } from "@/lib/data/recovery/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readRecovery);
