/** GET and POST /api/v1/escalation-policies — who is told after whom, and one more way. */
import { createPolicy } from "@/lib/oncall/policies/commands";
import { listPolicies } from "@/lib/oncall/policies/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listPolicies);
export const POST = door(createPolicy, { status: 201 });
