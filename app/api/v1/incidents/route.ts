/** GET and POST /api/v1/incidents — the incidents of a project with their figures, and one more. */
import { declareIncident } from "@/lib/incidents/commands";
import { readIncidents } from "@/lib/incidents/queries";
import { door, liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readIncidents);
export const POST = door(declareIncident, { status: 201 });
