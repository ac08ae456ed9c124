/** GET /api/v1/audit — who changed what in a project, newest first. */
import { listAudit } from "@/lib/access/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listAudit);
