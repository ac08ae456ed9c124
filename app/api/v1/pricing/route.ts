/** GET /api/v1/pricing — models, prices, what has none, and back-fills. */
import { liveDoor } from "@/lib/platform/http";
import { readPricing } from "@/lib/pricing/queries";

export const GET = liveDoor(readPricing);
