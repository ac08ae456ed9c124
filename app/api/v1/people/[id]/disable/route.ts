/** POST /api/v1/people/{id}/disable — ends the sessions and lets nobody in. */
import { disablePerson } from "@/lib/members/people/commands";
import { door } from "@/lib/platform/http";

export const POST = door(disablePerson);
