/** GET /api/compat/alertmanager/api/v2/receivers — the names of who is told. */
import { AM_READ } from "@/lib/notify/alertmanager/dialect";
import { listAmReceivers } from "@/lib/notify/alertmanager/queries";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(listAmReceivers, AM_READ);
