/** POST /api/v1/invitations/{id}/revoke — takes an invitation back. */
import { revokeInvitation } from "@/lib/members/invitations/commands";
import { door } from "@/lib/platform/http";

export const POST = door(revokeInvitation);
