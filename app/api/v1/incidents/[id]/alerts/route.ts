/** POST /api/v1/incidents/{id}/alerts — links an alert. */
import { linkAlert } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const POST = door(linkAlert);
