/** DELETE /api/v1/incidents/{id}/alerts/{alert} — takes an alert out again. */
import { unlinkAlert } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const DELETE = door(unlinkAlert);
