/** GET and POST /api/compat/alertmanager/api/v2/alerts — what fires, and what Prometheus and its kin post. */
import { AM_ALERTS, AM_READ } from "@/lib/notify/alertmanager/dialect";
import { listAmAlerts } from "@/lib/notify/alertmanager/queries";
import { postAlerts } from "@/lib/notify/inbound/commands";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(listAmAlerts, AM_READ);
export const POST = foreignDoor(postAlerts, AM_ALERTS);
