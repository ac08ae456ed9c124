/** POST /api/v1/pricing/preview — what a back-fill at such a price would change. */
import { door } from "@/lib/platform/http";
import { previewPrice } from "@/lib/pricing/queries";

export const POST = door(previewPrice);
