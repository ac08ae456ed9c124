/** PUT and DELETE /api/v1/schedules/{id} — changes and removes a schedule. */
import { changeSchedule, removeSchedule } from "@/lib/oncall/schedules/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(changeSchedule);
export const DELETE = door(removeSchedule);
