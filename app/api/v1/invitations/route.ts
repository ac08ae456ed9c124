/** /api/v1/invitations — who is invited to a project, and inviting. */
import { invite } from "@/lib/members/invitations/commands";
import { listInvitations } from "@/lib/members/invitations/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listInvitations);
export const POST = door(invite, { status: 201 });
