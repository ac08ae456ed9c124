/** POST /api/v1/freeze-windows/{id}/end — a freeze window ends now. */
import { door } from "@/lib/platform/http";
import { endFreeze } from "@/lib/rollouts/commands";

export const POST = door(endFreeze);
