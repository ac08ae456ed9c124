/** PUT /api/v1/rollouts/{key}/rollbacks/{attempt} — whether taking it back was right, or the canary was healthy. */
import { door } from "@/lib/platform/http";
import { judgeRollback } from "@/lib/rollouts/commands";

export const PUT = door(judgeRollback);
