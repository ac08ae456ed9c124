/** GET /api/v1/audit — who changed what in a project, newest first. */
import { listAudit } from "@/lib/audit/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listAudit);
