/** GET /api/v1/schedules/{id}/timeline — the shifts of the weeks to come, and when nobody is on call. */
import { readTimeline } from "@/lib/oncall/schedules/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readTimeline);
