/** GET /api/v1/alerts/history: alerts that are over. */
import { readAlertHistory } from "@/lib/alerts/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAlertHistory);
