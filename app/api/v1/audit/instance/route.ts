/** GET /api/v1/audit/instance — who changed what anywhere in this instance, newest first. */
import { listInstanceAudit } from "@/lib/audit/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listInstanceAudit);
