/** GET and PUT /api/v1/cost/reports/subscriptions: which reports are sent, when, and to whom. */
import { door } from "@/lib/platform/http";
import { saveReportSubscription } from "@/lib/spend/reports/commands";
import { listReportSubscriptions } from "@/lib/spend/reports/queries";

export const GET = door(listReportSubscriptions);
export const PUT = door(saveReportSubscription);
