/** POST /api/v1/pricing/example — what a call would cost at a price that is not set yet. */
import { door } from "@/lib/platform/http";
import { readExample } from "@/lib/pricing/queries";

export const POST = door(readExample);
