/** POST /api/v1/pricing/prices/{id}/end — ends a price on a date. */
import { door } from "@/lib/platform/http";
import { endPrice } from "@/lib/pricing/commands";

export const POST = door(endPrice);
