/** GET /api/compat/alertmanager/api/v2/status — how this answers for an Alertmanager. */
import { AM_READ } from "@/lib/notify/alertmanager/dialect";
import { readAmStatus } from "@/lib/notify/alertmanager/queries";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(readAmStatus, AM_READ);
