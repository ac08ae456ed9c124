/** GET /api/v1/cost/anomalies: the days whose spend stood out, with who made the difference. */
import { liveDoor } from "@/lib/platform/http";
import { readAnomalies } from "@/lib/spend/anomalies/queries";

export const GET = liveDoor(readAnomalies);
