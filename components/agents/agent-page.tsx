"use client";
/** One agent in depth: how fast, how reliable, what it costs, and which of its versions is better. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FigureTiles } from "@/components/charts/figure-tile";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Notice, Tag } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { part } from "@/components/ui/reading";
import { agentQuery } from "@/lib/agents/client";
import { markersOf } from "@/lib/overview/markers";
import { AgentCharts } from "./agent-charts";
import { ArmsPanel } from "./arms-panel";
import { ModelsPanel } from "./models-panel";
import { StepsPanel } from "./steps-panel";

const TILES = [
  "Requests",
  "Latency p50",
  "Latency p95",
  "Latency p99",
  "Error rate",
  "Cost",
  "Cost per request",
  "Cache hit rate",
  "Degraded answers",
  "Tokens",
];

export function AgentPage({ agent }: { agent: string }) {
  const { ask, live } = useAsk();
  const page = useQuery(agentQuery(agent, ask, live));
  const { data } = page;
  const markers = useMemo(() => data && markersOf(data.markers), [data]);
  const lead = (
    <span className="flex items-center gap-2">
      <KeptLink href="/agents">All agents</KeptLink>
      {data?.type && <Tag>{data.type}</Tag>}
    </span>
  );
  if (data?.seen === "never") return <Unknown agent={agent} />;
  return (
    <PageFrame title={agent} lead={lead} markers={markers}>
      {data?.seen === "earlier" && (
        <Notice tone="info">
          This agent reported before, but not in this time range. Choose a longer one to see it.
        </Notice>
      )}
      <FigureTiles tiles={data?.tiles} labels={TILES} perRow={5} />
      <Grid>
        <AgentCharts reading={page} />
        <Cell width={12}>
          <ModelsPanel reading={page} />
        </Cell>
        <Cell width={6}>
          <ArmsPanel title="Versions" what="version" reading={part(page, (one) => one.versions)} />
        </Cell>
        <Cell width={6}>
          <ArmsPanel title="Variants" what="variant" reading={part(page, (one) => one.variants)} />
        </Cell>
        <StepsPanel reading={page} />
      </Grid>
    </PageFrame>
  );
}

function Unknown({ agent }: { agent: string }) {
  return (
    <PageFrame title={agent} lead={<KeptLink href="/agents">All agents</KeptLink>}>
      <section
        aria-label="Unknown agent"
        className="rounded-panel border border-line bg-panel p-4 md:p-8"
      >
        <EmptyState
          title={`No agent called “${agent}” has reported to this project`}
          hint="Check the spelling in the address and the project in the top bar. An agent gets its page with its first event."
          action={
            <KeptLink href="/agents" look="button">
              See all agents
            </KeptLink>
          }
        />
      </section>
    </PageFrame>
  );
}
