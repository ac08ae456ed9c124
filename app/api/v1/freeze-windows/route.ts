/** POST /api/v1/freeze-windows — a stretch in which nothing is promoted. */
import { door } from "@/lib/platform/http";
import { openFreeze } from "@/lib/rollouts/commands";

export const POST = door(openFreeze, { status: 201 });
