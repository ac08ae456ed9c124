/** POST /api/v1/pricing/prices — sets a price, and prices stored calls anew. */
import { door } from "@/lib/platform/http";
import { setPrice } from "@/lib/pricing/commands";

export const POST = door(setPrice, { status: 201 });
