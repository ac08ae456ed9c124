/** POST /api/v1/incidents/{id}/take-on — somebody is on it. */
import { takeOnIncident } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const POST = door(takeOnIncident);
