/** GET and POST /api/v1/rollouts — what moves in a project, and one more, as a draft. */
import { door } from "@/lib/platform/http";
import { draftRollout } from "@/lib/rollouts/commands";
import { readRollouts } from "@/lib/rollouts/queries";

export const GET = door(readRollouts);
export const POST = door(draftRollout, { status: 201 });
