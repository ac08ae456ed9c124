/** GET and POST /api/v1/schedules — who is on call by each schedule, and one more. */
import { createSchedule } from "@/lib/oncall/schedules/commands";
import { readOnCall } from "@/lib/oncall/schedules/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readOnCall);
export const POST = door(createSchedule, { status: 201 });
