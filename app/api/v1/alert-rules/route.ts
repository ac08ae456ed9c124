/** /api/v1/alert-rules — the alert rules of a project, and one more. */
import { createRule } from "@/lib/alerts/rules/commands";
import { listRules } from "@/lib/alerts/rules/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listRules);
export const POST = door(createRule, { status: 201 });
