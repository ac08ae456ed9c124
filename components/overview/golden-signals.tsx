"use client";
/** What moved: requests, latency, errors and cost over time; and who carries the load. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { Cell } from "@/components/ui/grid";
import { part, type Reading } from "@/components/ui/reading";
import { count, duration, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { OverviewView } from "@/lib/overview/schema";

type Page = { reading: Reading<OverviewView> };

export function GoldenSignals({ reading }: Page) {
  return (
    <>
      <Cell width={6}>
        <LinesPanel
          title="Traffic"
          question="How many requests a minute are answered?"
          reading={part(reading, trafficOf)}
          value={count}
          legend="none"
        />
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="Latency"
          question="How long do people wait for an answer?"
          reading={part(reading, latencyOf)}
          value={duration}
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
          title="Cost"
          question="How many dollars an hour do LLM calls cost?"
          reading={part(reading, costOf)}
          value={dollars}
          legend="none"
        />
      </Cell>
    </>
  );
}

const figureOf = (view: OverviewView, key: string): number | null =>
  view.tiles.find((tile) => tile.key === key)?.value ?? null;

const trafficOf = (view: OverviewView) => ({
  axis: view.axis,
  ...view.charts.requests,
  figure: view.tiles.find(({ key }) => key === "requests")?.exact ?? "",
});

const latencyOf = (view: OverviewView) => ({
  axis: view.axis,
  ...view.charts.latency,
  targets: [view.targets.latencyP95],
  figure: `p95 ${orDash(figureOf(view, "p95"), duration)}`,
});

const errorsOf = (view: OverviewView) => ({
  axis: view.axis,
  ...view.charts.errors,
  targets: [view.targets.errorRate],
  figure: orDash(figureOf(view, "error-rate"), share),
});

const costOf = (view: OverviewView) => ({
  axis: view.axis,
  ...view.charts.cost,
  figure: [view.spent, view.unpricedNote].filter((word) => word !== null).join(", "),
});

const mixOf = (view: OverviewView) => ({ axis: view.axis, lines: view.mix });

export function MixPanel({ reading }: Page) {
  return (
    <LinesPanel
      title="Agent mix"
      question="Which agents answer the requests a minute?"
      reading={part(reading, mixOf)}
      kind="area"
      value={count}
      height={360}
    />
  );
}
