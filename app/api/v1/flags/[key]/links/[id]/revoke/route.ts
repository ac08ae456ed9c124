/** POST /api/v1/flags/{key}/links/{id}/revoke — takes an emergency link back. */
import { revokeFlagLink } from "@/lib/flags/links/commands";
import { door } from "@/lib/platform/http";

export const POST = door(revokeFlagLink);
