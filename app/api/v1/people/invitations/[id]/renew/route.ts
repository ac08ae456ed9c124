/** POST /api/v1/people/invitations/{id}/renew — a new link; the old one dies. */
import { renewOwnerInvitation } from "@/lib/members/invitations/commands";
import { door } from "@/lib/platform/http";

export const POST = door(renewOwnerInvitation);
