/** GET and POST /api/v1/silences — what is not told for a while, and more of it. */
import { createSilence } from "@/lib/notify/silences/commands";
import { listSilences } from "@/lib/notify/silences/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listSilences);
export const POST = door(createSilence, { status: 201 });
