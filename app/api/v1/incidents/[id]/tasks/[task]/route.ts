/** PATCH /api/v1/incidents/{id}/tasks/{task} — done or not, whose, and until when. */
import { changeTask } from "@/lib/incidents/tasks/commands";
import { door } from "@/lib/platform/http";

export const PATCH = door(changeTask);
