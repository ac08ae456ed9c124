/** GET /api/v1/audit/instance/export — the audit log of the whole instance as a file. */
import { exportInstanceAudit } from "@/lib/audit/queries";
import { downloadDoor } from "@/lib/platform/http-download";

export const GET = downloadDoor(exportInstanceAudit);
