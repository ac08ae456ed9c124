/** GET /api/v1/alerts: what fires and what is about to, and whether anybody looks. */
import { readAlerts } from "@/lib/alerts/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAlerts);
