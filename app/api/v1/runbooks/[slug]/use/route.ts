/** POST /api/v1/runbooks/{slug}/use — it was opened because something was wrong, or in a drill. */
import { door } from "@/lib/platform/http";
import { useRunbook } from "@/lib/runbooks/commands";

export const POST = door(useRunbook);
