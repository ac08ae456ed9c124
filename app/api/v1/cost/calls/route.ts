/** GET /api/v1/cost/calls: the LLM calls behind a figure, newest or dearest first. */
import { door } from "@/lib/platform/http";
import { listSpendCalls } from "@/lib/spend/queries";

export const GET = door(listSpendCalls);
