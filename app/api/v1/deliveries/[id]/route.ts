/** GET /api/v1/deliveries/{id}: one notification with every try and the peer's answers. */
import { readDelivery } from "@/lib/notify/settings/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readDelivery);
