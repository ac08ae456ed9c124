/** GET /api/v1/flags — the flags and segments of a project, as a file that `wheelhouse flags import` takes. */
import { exportFlags } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const GET = door(exportFlags);
