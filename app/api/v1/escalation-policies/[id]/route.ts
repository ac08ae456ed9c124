/** PUT and DELETE /api/v1/escalation-policies/{id} — changes and removes a policy. */
import { changePolicy, removePolicy } from "@/lib/oncall/policies/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(changePolicy);
export const DELETE = door(removePolicy);
