/** GET and POST /api/v1/runbooks — the runbooks of a project, and one more. */
import { door } from "@/lib/platform/http";
import { createRunbook } from "@/lib/runbooks/commands";
import { listRunbooks } from "@/lib/runbooks/queries";

export const GET = door(listRunbooks);
export const POST = door(createRunbook, { status: 201 });
