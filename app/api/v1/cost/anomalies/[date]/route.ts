/** PUT /api/v1/cost/anomalies/{date}: says of such a day whether it was expected or real. */
import { door } from "@/lib/platform/http";
import { judgeAnomaly } from "@/lib/spend/anomalies/commands";

export const PUT = door(judgeAnomaly);
