/** POST /api/v1/rollouts/{key}/acts — start, approve, pause, resume, promote, roll back, abort or restart. */
import { door } from "@/lib/platform/http";
import { actOnRollout } from "@/lib/rollouts/commands";

export const POST = door(actOnRollout);
