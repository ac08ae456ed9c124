/** /api/v1/project — the settings of one project. */
import { updateProject } from "@/lib/access/commands";
import { readProject } from "@/lib/access/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readProject);
export const PATCH = door(updateProject);
