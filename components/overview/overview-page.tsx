"use client";
/** The overview, top to bottom: is anything on fire, are targets met, what moved, who moved it, what changed. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FigureTiles } from "@/components/charts/figure-tile";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { alertsQuery } from "@/lib/alerts/client";
import { alertFires } from "@/lib/alerts/fires";
import { overviewQuery } from "@/lib/overview/client";
import { markersOf } from "@/lib/overview/markers";
import { AgentsPanel } from "./agents-panel";
import { DeploymentsPanel } from "./deployments-panel";
import { ErrorsPanel } from "./errors-panel";
import { Fires } from "./fires";
import { FirstEvent } from "./first-event";
import { GoldenSignals, MixPanel } from "./golden-signals";

const TILES = [
  "Requests",
  "Latency p50",
  "Latency p95",
  "Latency p99",
  "Error rate",
  "Cost today",
  "Cost per request",
  "Cache hit rate",
  "Active users",
  "Degraded answers",
];

const REAL = { mark: "real" } as const;

export function OverviewPage() {
  const { ask, live } = useAsk();
  const page = useQuery(overviewQuery(ask, live));
  const firing = useQuery(alertsQuery(ask, REAL, live)).data?.firing;
  const deployments = page.data?.markers;
  const markers = useMemo(() => deployments && markersOf(deployments), [deployments]);
  return (
    <PageFrame title="Overview" markers={markers}>
      {page.data?.hasEvents === false && <FirstEvent />}
      <Fires reading={part(page, ({ fires }) => [...alertFires(firing ?? []), ...fires])} />
      <FigureTiles tiles={page.data?.tiles} labels={TILES} perRow={5} />
      <Grid>
        <GoldenSignals reading={page} />
        <Cell width={8}>
          <AgentsPanel reading={page} />
        </Cell>
        <Cell width={4}>
          <MixPanel reading={page} />
        </Cell>
        <Cell width={6}>
          <DeploymentsPanel reading={part(page, (data) => data.deployments)} />
        </Cell>
        <Cell width={6}>
          <ErrorsPanel reading={part(page, ({ errors }) => errors)} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}
