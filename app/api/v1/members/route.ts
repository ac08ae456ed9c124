/** /api/v1/members — who belongs to a project, and as what. */
import { setRole } from "@/lib/access/commands";
import { listMembers } from "@/lib/access/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listMembers);
export const PUT = door(setRole);
