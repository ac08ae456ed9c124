/** /api/v1/project — the settings of one project, and its end. */
import { door } from "@/lib/platform/http";
import { removeProject, updateProject } from "@/lib/projects/commands";
import { readProject } from "@/lib/projects/queries";

export const GET = door(readProject);
export const PATCH = door(updateProject);
export const DELETE = door(removeProject);
