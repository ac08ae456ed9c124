/** GET /api/v1/pricing/calls — the newest calls of a model. */
import { door } from "@/lib/platform/http";
import { listCalls } from "@/lib/pricing/queries";

export const GET = door(listCalls);
