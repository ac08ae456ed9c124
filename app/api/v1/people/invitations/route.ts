/** /api/v1/people/invitations — who is invited to own the instance, and inviting. */
import { inviteOwner } from "@/lib/members/invitations/commands";
import { listOwnerInvitations } from "@/lib/members/invitations/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listOwnerInvitations);
export const POST = door(inviteOwner, { status: 201 });
