/** GET and DELETE /api/v1/segments/{key} — one segment, and its end where no rule names it. */
import { removeSegment } from "@/lib/flags/segments/commands";
import { readSegment } from "@/lib/flags/segments/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readSegment);
export const DELETE = door(removeSegment);
