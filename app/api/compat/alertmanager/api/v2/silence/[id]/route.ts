/** GET and DELETE /api/compat/alertmanager/api/v2/silence/{id} — one silence, and its end. */
import { AM_EXPIRE, AM_READ } from "@/lib/notify/alertmanager/dialect";
import { readAmSilence } from "@/lib/notify/alertmanager/queries";
import { endSilence } from "@/lib/notify/silences/commands";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const GET = foreignDoor(readAmSilence, AM_READ);
export const DELETE = foreignDoor(endSilence, AM_EXPIRE);
