/** GET /api/v1/alert-rules/export — the alert rules of a project as a Prometheus rule file. */
import { exportRules } from "@/lib/alerts/rules/queries";
import { downloadDoor } from "@/lib/platform/http-download";

export const GET = downloadDoor(exportRules);
