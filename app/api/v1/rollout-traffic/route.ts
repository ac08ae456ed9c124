/** GET /api/v1/rollout-traffic — requests a minute and the share that failed: what the bake planner goes by. */
import { door } from "@/lib/platform/http";
import { readRolloutTraffic } from "@/lib/rollouts/queries";

export const GET = door(readRolloutTraffic);
