/** POST /api/v1/people/{id}/enable — lets somebody in again. */
import { enablePerson } from "@/lib/members/people/commands";
import { door } from "@/lib/platform/http";

export const POST = door(enablePerson);
