/** POST /api/v1/emergency-links/read — what a link that switches off or rolls back would do. */
import { door } from "@/lib/platform/http";
import { readEmergencyLink } from "@/lib/rollouts/links/queries";

export const POST = door(readEmergencyLink);
