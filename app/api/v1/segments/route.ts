/** GET and POST /api/v1/segments — the segments of a project with the rules that name them; and one made or changed. */

import { saveSegment } from "@/lib/flags/segments/commands";
import { readSegments } from "@/lib/flags/segments/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readSegments);
export const POST = door(saveSegment);
