/** GET and POST /api/compat/alertmanager/api/v2/silences — silences, read and written as amtool does. */
import { putAmSilence } from "@/lib/notify/alertmanager/commands";
import { AM_READ, AM_SILENCE } from "@/lib/notify/alertmanager/dialect";
import { listAmSilences } from "@/lib/notify/alertmanager/queries";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(listAmSilences, AM_READ);
export const POST = foreignDoor(putAmSilence, AM_SILENCE);
