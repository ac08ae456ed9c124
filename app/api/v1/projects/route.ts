/** POST /api/v1/projects — adds a project. */
import { createProject } from "@/lib/access/commands";
import { door } from "@/lib/platform/http";

export const POST = door(createProject, { status: 201 });
