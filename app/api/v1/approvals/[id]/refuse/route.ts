/** POST /api/v1/approvals/{id}/refuse — disagrees as the second person. */
import { door } from "@/lib/platform/http";
import { refuseAct } from "@/lib/projects/commands";

export const POST = door(refuseAct);
