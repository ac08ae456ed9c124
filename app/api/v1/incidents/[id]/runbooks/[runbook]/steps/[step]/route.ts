/** PUT /api/v1/incidents/{id}/runbooks/{runbook}/steps/{step} — a step is done, somebody's, or spoken of. */
import { markStep } from "@/lib/incidents/steps/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(markStep);
