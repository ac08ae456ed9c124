/** GET /api/v1/alerts/{id}/incident — the incident of an alert, and what was meant to be mended since the last. */
import { readAlertIncident } from "@/lib/incidents/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readAlertIncident);
