/** POST /api/v1/incidents/{id}/entries — a note, an update, a runbook step or a link on its timeline. */
import { writeEntry } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const POST = door(writeEntry, { status: 201 });
