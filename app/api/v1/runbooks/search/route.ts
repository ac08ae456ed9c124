/** GET /api/v1/runbooks/search — the sections of runbooks that answer a question best. */
import { door } from "@/lib/platform/http";
import { searchRunbooks } from "@/lib/runbooks/queries";

export const GET = door(searchRunbooks);
