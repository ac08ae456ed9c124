/** GET /api/v1/deliveries: what was told to whom, and what did not arrive. */
import { listDeliveries } from "@/lib/notify/settings/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listDeliveries);
