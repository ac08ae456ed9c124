/** GET /api/v1/incidents/{id}/postmortem/export — the postmortem of an incident as a Markdown file. */
import { exportPostmortem } from "@/lib/incidents/postmortems/queries";
import { downloadDoor } from "@/lib/platform/http-download";

export const GET = downloadDoor(exportPostmortem);
