/** POST /api/v1/rollouts/{key}/replay — the verdict again, from the stored minutes alone. */
import { door } from "@/lib/platform/http";
import { replayRollout } from "@/lib/rollouts/queries";

export const POST = door(replayRollout);
