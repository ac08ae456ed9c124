/** PUT /api/v1/deployments/{id}/checklist — its points, changed and ticked. */
import { writeChecklist } from "@/lib/deployments/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(writeChecklist);
