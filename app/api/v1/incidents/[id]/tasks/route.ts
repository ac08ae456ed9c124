/** POST /api/v1/incidents/{id}/tasks — something to be done: now, or afterwards. */
import { addTask } from "@/lib/incidents/tasks/commands";
import { door } from "@/lib/platform/http";

export const POST = door(addTask, { status: 201 });
