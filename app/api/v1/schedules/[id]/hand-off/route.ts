/** GET /api/v1/schedules/{id}/hand-off — the note that a shift leaves for the next. */
import { readHandoff } from "@/lib/oncall/schedules/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readHandoff);
