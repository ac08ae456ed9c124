/** POST /api/v1/rollout-trials — a plan's gates over the past, with the control in both arms. */
import { door } from "@/lib/platform/http";
import { tryGates } from "@/lib/rollouts/queries";

export const POST = door(tryGates);
