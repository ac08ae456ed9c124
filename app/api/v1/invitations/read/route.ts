/** POST /api/v1/invitations/read — what a link invites to. */
import { readInvitation } from "@/lib/members/invitations/queries";
import { door } from "@/lib/platform/http";

export const POST = door(readInvitation);
