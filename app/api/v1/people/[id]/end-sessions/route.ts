/** POST /api/v1/people/{id}/end-sessions — signs somebody out everywhere. */
import { endPersonSessions } from "@/lib/members/people/commands";
import { door } from "@/lib/platform/http";

export const POST = door(endPersonSessions);
