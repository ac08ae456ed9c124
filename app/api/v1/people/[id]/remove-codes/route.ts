/** POST /api/v1/people/{id}/remove-codes — switches one-time codes off. */
import { removeCodes } from "@/lib/members/people/commands";
import { door } from "@/lib/platform/http";

export const POST = door(removeCodes);
