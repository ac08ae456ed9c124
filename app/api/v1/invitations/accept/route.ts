/** POST /api/v1/invitations/accept — spends the link. */
import { acceptInvitation } from "@/lib/members/acceptance/commands";
import { door } from "@/lib/platform/http";

export const POST = door(acceptInvitation);
