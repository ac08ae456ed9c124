/** POST /api/v1/approvals/{id}/approve — agrees as the second person. */
import { door } from "@/lib/platform/http";
import { approveAct } from "@/lib/projects/commands";

export const POST = door(approveAct);
