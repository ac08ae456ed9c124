/** POST /api/v1/keys/{id}/revoke — ends a key within a second. */
import { revokeApiKey } from "@/lib/keys/commands";
import { door } from "@/lib/platform/http";

export const POST = door(revokeApiKey);
