/** GET /api/v1/users: who used the agents, how much, and how content they were. */
import { liveDoor } from "@/lib/platform/http";
import { readUserActivity } from "@/lib/users/queries";

export const GET = liveDoor(readUserActivity);
