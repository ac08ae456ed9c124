/** GET and PATCH /api/v1/incidents/{id} — one incident with everything around it, and its status, severity, roles and texts anew. */
import { changeIncident } from "@/lib/incidents/commands";
import { readIncident } from "@/lib/incidents/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readIncident);
export const PATCH = door(changeIncident);
