/** POST /api/v1/alert-rules/backtest — what a rule would have done in the last days. */
import { backtestRule } from "@/lib/alerts/rules/queries";
import { door } from "@/lib/platform/http";

export const POST = door(backtestRule);
