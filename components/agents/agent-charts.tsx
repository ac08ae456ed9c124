"use client";
/** One agent over time: percentiles and their heat map, requests, errors, tokens by class, cost. */
import { useMemo } from "react";
import { HeatMap } from "@/components/charts/heat-map";
import { LinesPanel } from "@/components/charts/lines-panel";
import { Cell } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import type { HeatView } from "@/lib/agents/heat";
import type { AgentView } from "@/lib/agents/schema";
import { count, duration, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";

const figureOf = (view: AgentView, key: string): number | null =>
  view.tiles.find((tile) => tile.key === key)?.value ?? null;

const latencyOf = (view: AgentView) => ({
  axis: view.axis,
  ...view.latency,
  targets: [view.targets.latencyP95],
  figure: `p95 ${orDash(figureOf(view, "p95"), duration)}`,
});
const requestsOf = (view: AgentView) => ({
  axis: view.axis,
  ...view.requests,
  figure: view.tiles.find(({ key }) => key === "requests")?.exact ?? "",
});
const errorsOf = (view: AgentView) => ({
  axis: view.axis,
  ...view.errors,
  targets: [view.targets.errorRate],
  figure: orDash(figureOf(view, "error-rate"), share),
});
const tokensOf = (view: AgentView) => ({ axis: view.axis, lines: view.tokens });
const costOf = (view: AgentView) => ({
  axis: view.axis,
  ...view.cost,
  figure: [orDash(figureOf(view, "cost"), dollars), view.unpricedNote]
    .filter((word) => word !== null)
    .join(", "),
});

export function AgentCharts({ reading }: { reading: Reading<AgentView> }) {
  return (
    <>
      <Cell width={6}>
        <LinesPanel
          title="Latency"
          question="How long do people wait for an answer?"
          reading={part(reading, latencyOf)}
          value={duration}
        />
      </Cell>
      <Cell width={6}>
        <HeatPanel reading={part(reading, ({ heat }) => heat)} />
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="Traffic"
          question="How many requests a minute are answered?"
          reading={part(reading, requestsOf)}
          value={count}
          legend="none"
        />
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="Errors"
          question="Which share of requests fails?"
          reading={part(reading, errorsOf)}
          value={share}
          legend="none"
        />
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="Tokens"
          question="How many tokens a minute, of which class?"
          reading={part(reading, tokensOf)}
          kind="area"
          value={count}
        />
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="Cost"
          question="How many dollars an hour do its LLM calls cost?"
          reading={part(reading, costOf)}
          value={dollars}
          legend="none"
        />
      </Cell>
    </>
  );
}

function HeatPanel({ reading }: { reading: Reading<HeatView> }) {
  return (
    <Panel
      title="Latency distribution"
      question="Where do most answers fall, and is there a second hump?"
      reading={reading}
      isEmpty={({ edges }) => edges.length === 0}
    >
      {(heat) => <Heat heat={heat} />}
    </Panel>
  );
}

/** The last band has no upper edge, which JSON cannot say. */
function Heat({ heat }: { heat: HeatView }) {
  const edges = useMemo(
    () => heat.edges.map((edge) => edge ?? Number.POSITIVE_INFINITY),
    [heat.edges],
  );
  return <HeatMap label="Answers" edges={edges} columns={heat.columns} value={duration} />;
}
