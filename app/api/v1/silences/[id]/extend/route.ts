/** POST /api/v1/silences/{id}/extend — makes a silence longer. */
import { extendSilence } from "@/lib/notify/silences/commands";
import { door } from "@/lib/platform/http";

export const POST = door(extendSilence);
