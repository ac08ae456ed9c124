/** GET and PUT /api/v1/rollouts/{key} — one rollout with its evidence, and its plan anew. */
import { door } from "@/lib/platform/http";
import { changePlan } from "@/lib/rollouts/commands";
import { readRollout } from "@/lib/rollouts/queries";

export const GET = door(readRollout);
export const PUT = door(changePlan);
