/** POST /api/v1/alert-rules/{id}/test — an alert marked as a test, through the whole way, for half a minute. */
import { testRule } from "@/lib/alerts/rules/trial";
import { door } from "@/lib/platform/http";

export const POST = door(testRule, { status: 201 });
