/** GET and POST /api/v1/flags — the flags and segments of a project, as a file that `wheelhouse flags import` takes; and a flag made or changed. */
import { saveFlag } from "@/lib/flags/commands";
import { exportFlags } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const GET = door(exportFlags);
export const POST = door(saveFlag);
