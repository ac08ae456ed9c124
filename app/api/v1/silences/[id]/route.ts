/** GET and PUT /api/v1/silences/{id} — a silence, and another end, reason or matchers for it. */
import { editSilence } from "@/lib/notify/silences/commands";
import { readSilence } from "@/lib/notify/silences/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readSilence);
export const PUT = door(editSilence);
