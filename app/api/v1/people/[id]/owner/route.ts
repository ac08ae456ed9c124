/** PUT /api/v1/people/{id}/owner — makes somebody an owner, or not. */
import { setOwnership } from "@/lib/members/people/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(setOwnership);
