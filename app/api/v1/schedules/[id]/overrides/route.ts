/** POST /api/v1/schedules/{id}/overrides — somebody takes a stretch of time. */
import { addOverride } from "@/lib/oncall/overrides/commands";
import { door } from "@/lib/platform/http";

export const POST = door(addOverride, { status: 201 });
