/** POST /api/v1/alert-rules/import — makes the chosen rules of a Prometheus rule file rules of the project. */
import { importRules } from "@/lib/alerts/rules/commands";
import { door } from "@/lib/platform/http";

export const POST = door(importRules, { status: 201 });
