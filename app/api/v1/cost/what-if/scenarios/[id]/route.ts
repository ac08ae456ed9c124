/** DELETE /api/v1/cost/what-if/scenarios/{id}: forgets one. */
import { door } from "@/lib/platform/http";
import { removeScenario } from "@/lib/spend/what-if/commands";

export const DELETE = door(removeScenario);
