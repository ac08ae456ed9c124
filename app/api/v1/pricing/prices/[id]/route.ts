/** DELETE /api/v1/pricing/prices/{id} — takes a price back; its calls are priced as before. */
import { door } from "@/lib/platform/http";
import { removePrice } from "@/lib/pricing/commands";

export const DELETE = door(removePrice);
