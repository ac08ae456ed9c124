/** DELETE /api/v1/schedules/{id}/overrides/{override} — the schedule counts again. */
import { removeOverride } from "@/lib/oncall/overrides/commands";
import { door } from "@/lib/platform/http";

export const DELETE = door(removeOverride);
