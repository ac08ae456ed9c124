/** GET /api/v1/approvals — acts that wait for a second person, and what became of the others. */
import { door } from "@/lib/platform/http";
import { listApprovals } from "@/lib/projects/queries";

export const GET = door(listApprovals);
