/** GET /api/v1/profile/sessions — where whoever asks is signed in. */
import { door } from "@/lib/platform/http";
import { listSessions } from "@/lib/profile/queries";

export const GET = door(listSessions);
