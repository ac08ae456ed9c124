/** GET /api/v1/pricing/calls/{id} — the arithmetic of one cost. */
import { door } from "@/lib/platform/http";
import { readArithmetic } from "@/lib/pricing/queries";

export const GET = door(readArithmetic);
