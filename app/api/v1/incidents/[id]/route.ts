/** GET and PATCH /api/v1/incidents/{id} — one incident with everything around it, and its status, severity, roles and texts anew. */
import { changeIncident } from "@/lib/incidents/commands";
import { readIncident } from "@/lib/incidents/queries";
import { door, liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readIncident);
export const PATCH = door(changeIncident);
