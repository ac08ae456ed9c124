/** GET /api/v1/audit/export — the audit log of a project as a file: `format=csv` or `format=jsonl`. */
import { exportAudit } from "@/lib/audit/queries";
import { downloadDoor } from "@/lib/platform/http-download";

export const GET = downloadDoor(exportAudit);
