/** POST /api/v1/people/invitations/{id}/revoke — takes an invitation back. */
import { revokeOwnerInvitation } from "@/lib/members/invitations/commands";
import { door } from "@/lib/platform/http";

export const POST = door(revokeOwnerInvitation);
