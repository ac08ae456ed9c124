/** PUT /api/v1/incidents/{id}/entries/{entry} — corrects what was written; what it said before stays. */
import { editEntry } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(editEntry);
