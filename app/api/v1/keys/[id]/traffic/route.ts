/** GET /api/v1/keys/{id}/traffic — what a key asked for and how it was answered, over time. */
import { readKeyTraffic } from "@/lib/keys/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readKeyTraffic);
