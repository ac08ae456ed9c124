/** POST /api/v1/profile/sessions/{id}/revoke — ends one's own session. */
import { door } from "@/lib/platform/http";
import { revokeSession } from "@/lib/profile/commands";

export const POST = door(revokeSession);
