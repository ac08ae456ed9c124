/** POST /api/v1/alert-rules/import/preview — what would come of a Prometheus rule file, rule by rule. */
import { previewImport } from "@/lib/alerts/rules/queries";
import { door } from "@/lib/platform/http";

export const POST = door(previewImport);
