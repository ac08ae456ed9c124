/** POST /api/v1/runbooks/preview — a text as it would be read once it is kept. */
import { door } from "@/lib/platform/http";
import { previewRunbook } from "@/lib/runbooks/queries";

export const POST = door(previewRunbook);
