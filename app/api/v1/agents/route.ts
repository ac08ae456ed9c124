/** GET /api/v1/agents: all agents and agent types, side by side. */
import { readAgents } from "@/lib/agents/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAgents);
