/** /api/v1/members — who belongs to a project, and as what. */
import { setRole } from "@/lib/members/commands";
import { listMembers } from "@/lib/members/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listMembers);
export const PUT = door(setRole);
