/** POST /api/v1/silences/{id}/end — ends a silence before its time. */
import { endSilence } from "@/lib/notify/silences/commands";
import { door } from "@/lib/platform/http";

export const POST = door(endSilence);
