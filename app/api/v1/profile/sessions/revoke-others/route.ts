/** POST /api/v1/profile/sessions/revoke-others — ends every session but the one that asks. */
import { door } from "@/lib/platform/http";
import { revokeOtherSessions } from "@/lib/profile/commands";

export const POST = door(revokeOtherSessions);
