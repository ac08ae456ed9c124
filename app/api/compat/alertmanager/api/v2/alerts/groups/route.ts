/** GET /api/compat/alertmanager/api/v2/alerts/groups — what fires, as it is told together. */
import { AM_READ } from "@/lib/notify/alertmanager/dialect";
import { listAmGroups } from "@/lib/notify/alertmanager/queries";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(listAmGroups, AM_READ);
