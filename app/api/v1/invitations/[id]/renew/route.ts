/** POST /api/v1/invitations/{id}/renew — a new link; the old one dies. */
import { renewInvitation } from "@/lib/members/invitations/commands";
import { door } from "@/lib/platform/http";

export const POST = door(renewInvitation);
