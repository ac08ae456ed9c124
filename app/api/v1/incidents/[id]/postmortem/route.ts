/** GET and PUT /api/v1/incidents/{id}/postmortem — what was learned, suggested from the timeline until somebody keeps it. */
import { keepPostmortem } from "@/lib/incidents/postmortems/commands";
import { readPostmortem } from "@/lib/incidents/postmortems/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readPostmortem);
export const PUT = door(keepPostmortem);
