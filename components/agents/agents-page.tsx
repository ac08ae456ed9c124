"use client";
/** All agents side by side: who carries the load, who is slow, what each costs. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { LinesPanel } from "@/components/charts/lines-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { part } from "@/components/ui/reading";
import { agentsQuery } from "@/lib/agents/client";
import type { AgentsView } from "@/lib/agents/schema";
import { count, duration } from "@/lib/core/format";
import { markersOf } from "@/lib/overview/markers";
import { AGENT_COLUMNS, TYPE_COLUMNS } from "./columns";
import { GroupsPanel } from "./groups-panel";

const requestsOf = ({ axis, requests }: AgentsView) => ({ axis, lines: requests });
const latencyOf = ({ axis, latency, target }: AgentsView) => ({
  axis,
  ...latency,
  targets: [target],
});

const NO_AGENTS = {
  title: "No agent reported in this time range",
  hint: "Name the agent in each event and it gets a row and a page of its own.",
  action: (
    <KeptLink href="/connect" look="button">
      Connect an agent
    </KeptLink>
  ),
};

export function AgentsPage() {
  const { ask, live } = useAsk();
  const page = useQuery(agentsQuery(ask, live));
  const deployments = page.data?.markers;
  const markers = useMemo(() => deployments && markersOf(deployments), [deployments]);
  return (
    <PageFrame title="Agents" markers={markers}>
      <Grid>
        <Cell width={12}>
          <GroupsPanel
            id="agents"
            title="Agents side by side"
            question="Who carries the load, who is slow, and what does each cost?"
            reading={part(page, ({ agents }) => agents)}
            note={page.data?.unpricedNote ?? null}
            columns={AGENT_COLUMNS}
            empty={NO_AGENTS}
            href={({ name }) => `/agents/${encodeURIComponent(name)}`}
          />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Load"
            question="How many requests a minute does each answer?"
            reading={part(page, requestsOf)}
            kind="area"
            value={count}
            height={300}
          />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="p95 by agent"
            question="Whose slowest twentieth waits how long?"
            reading={part(page, latencyOf)}
            value={duration}
            height={300}
          />
        </Cell>
        <Cell width={12}>
          <GroupsPanel
            id="types"
            title="Agent types"
            question="How do the ways of answering compare?"
            reading={part(page, ({ types }) => types)}
            note={page.data?.unpricedNote ?? null}
            columns={TYPE_COLUMNS}
            empty={{ title: "No agent type reported in this time range" }}
          />
        </Cell>
      </Grid>
    </PageFrame>
  );
}
