/** POST /api/v1/alert-rules/{id}/duplicate — the same rule once more, off and under another name. */
import { duplicateRule } from "@/lib/alerts/rules/commands";
import { door } from "@/lib/platform/http";

export const POST = door(duplicateRule, { status: 201 });
