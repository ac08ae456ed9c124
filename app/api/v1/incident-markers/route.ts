/** GET /api/v1/incident-markers — the incidents of a time range, as charts mark them. */
import { readMarkers } from "@/lib/incidents/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readMarkers);
