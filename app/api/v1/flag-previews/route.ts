/** POST /api/v1/flag-previews — what a change of a flag would do, or why it cannot be; nothing is changed. */
import { previewFlag } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const POST = door(previewFlag);
