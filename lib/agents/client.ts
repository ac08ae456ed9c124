/** How the browser asks for the agents: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { AgentsView, AgentView } from "./schema";

export const agentsQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["agents", ask],
    queryFn: ({ signal }) => getJson<AgentsView>("/api/v1/agents", ask, signal),
    ...polling(ask, live),
  });

/** The page mounts anew for each agent, so that one's figures never show under another's name. */
export const agentQuery = (agent: string, ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["agents", agent, ask],
    queryFn: ({ signal }) =>
      getJson<AgentView>(`/api/v1/agents/${encodeURIComponent(agent)}`, ask, signal),
    ...polling(ask, live),
  });
