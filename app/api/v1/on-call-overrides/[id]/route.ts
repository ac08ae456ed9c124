/** DELETE /api/v1/on-call-overrides/{id} — the schedule counts again. */
import { removeOverride } from "@/lib/oncall/overrides/commands";
import { door } from "@/lib/platform/http";

export const DELETE = door(removeOverride);
