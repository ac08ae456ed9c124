/** POST /api/v1/emergency-links/use — switches a flag off or rolls a rollout back by a link, once. */
import { door } from "@/lib/platform/http";
import { spendEmergencyLink } from "@/lib/rollouts/links/commands";

export const POST = door(spendEmergencyLink);
