/** /api/v1/projects — the projects that a person may see, and new ones. */
import { createProject } from "@/lib/access/commands";
import { door } from "@/lib/platform/http";
import { listProjects } from "@/lib/projects/queries";

export const GET = door(listProjects);
export const POST = door(createProject, { status: 201 });
