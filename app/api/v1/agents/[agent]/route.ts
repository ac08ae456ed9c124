/** GET /api/v1/agents/{agent}: one agent in depth. */
import { readAgent } from "@/lib/agents/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAgent);
