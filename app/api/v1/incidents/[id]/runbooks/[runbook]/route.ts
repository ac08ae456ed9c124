/** GET and POST /api/v1/incidents/{id}/runbooks/{runbook} — how far the steps of a runbook are, and that it was opened. */
import { openRunbook } from "@/lib/incidents/steps/commands";
import { readSteps } from "@/lib/incidents/steps/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readSteps);
export const POST = door(openRunbook);
