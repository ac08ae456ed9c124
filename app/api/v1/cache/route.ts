/** GET /api/v1/cache: hit rates, cost avoided and latency saved. */
import { readCache } from "@/lib/cache/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readCache);
