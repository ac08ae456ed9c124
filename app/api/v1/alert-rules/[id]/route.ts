/** /api/v1/alert-rules/{id} — one alert rule: what it is, anew, on or off, and its end. */

import { removeRule, switchRule, updateRule } from "@/lib/alerts/rules/commands";
import { readRule } from "@/lib/alerts/rules/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readRule);
export const PUT = door(updateRule);
export const PATCH = door(switchRule);
export const DELETE = door(removeRule);
