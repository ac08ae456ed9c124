/** Prepares the page of one agent. */
import { exact } from "@/lib/core/format";
import type { Target, TargetName } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import { type KeyedSketch, type KeyedVolume, typesOf } from "@/lib/overview/agents";
import {
  axisOf,
  type Chart,
  type Line,
  merged,
  observedIn,
  percentileSparks,
  percentilesOf,
  percentilesWithin,
} from "@/lib/overview/lines";
import {
  costOver,
  ratioOver,
  requestsOver,
  type VolumeAt,
  volumesAt,
} from "@/lib/overview/over-time";
import type { DeploymentView, TileView } from "@/lib/overview/schema";
import {
  costEachFigure,
  costFigure,
  degradedFigure,
  errorRateFigure,
  type Figure,
  hitRateFigure,
  latencyFigures,
  requestsFigure,
  type Two,
  tileOf,
} from "@/lib/overview/tiles";
import {
  coarse,
  earlier,
  inBuckets,
  passedMs,
  perMinute,
  type Reported,
  readable,
  type Timeline,
  timelineOf,
  type Value,
} from "@/lib/overview/timeline";
import {
  costPerRequest,
  degradedRate,
  errorRate,
  hitRate,
  tokensOf,
  total,
  unpricedNote,
  type Volume,
} from "@/lib/overview/volume";
import { armsOf } from "./arms";
import { heatOf } from "./heat";
import { modelRows, p95Chart, stepRows } from "./prepare";
import type { AgentView } from "./schema";

type AgentPeriod = {
  readonly volumes: readonly KeyedVolume[];
  readonly latency: readonly KeyedSketch[];
};

type Named<T> = T & { readonly name: string };

export type AgentFindings = {
  readonly agent: string;
  readonly seen: AgentView["seen"];
  readonly frame: Frame;
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly isCompared: boolean;
  readonly present: AgentPeriod;
  readonly before: AgentPeriod;
  readonly models: Parameters<typeof modelRows>[0];
  readonly modelLatency: readonly KeyedSketch[];
  readonly versions: readonly Named<Volume>[];
  readonly versionLatency: readonly Named<KeyedSketch>[];
  readonly variants: readonly Named<Volume>[];
  readonly variantLatency: readonly Named<KeyedSketch>[];
  /** By bucket; the key is the step's name. */
  readonly steps: readonly KeyedSketch[];
  readonly deployments: readonly DeploymentView[];
  readonly targets: Record<TargetName, Target>;
};

export function agentOf(found: AgentFindings): AgentView {
  const { agent, frame, now, reported, present, before, targets } = found;
  const timeline = timelineOf(frame, reported, now);
  const answers = readable(timeline, observedIn(present.latency), present.latency);
  const one = (
    over: Timeline,
    key: string,
    label: string,
    valuesOf: (line: Timeline, at: VolumeAt) => Value[],
  ) =>
    both(found, over, (period, line) => [
      { key, label, values: valuesOf(line, volumesAt(inBuckets(line, period.volumes))) },
    ]);
  return {
    agent,
    seen: found.seen,
    type: typesOf([...present.volumes, ...before.volumes]).get(agent) ?? null,
    axis: axisOf(timeline),
    tiles: tilesOf(found, coarse(timeline)),
    requests: one(timeline, "requests", "Requests a minute", requestsOver),
    latency: both(found, answers, (period, line) => percentilesWithin(line, period.latency)),
    heat: heatOf(timeline, present.latency),
    errors: one(answers, "errors", "Error rate", (line, at) => ratioOver(line, at, errorRate)),
    cost: one(timeline, "cost", "Dollars an hour", costOver),
    tokens: tokenLines(timeline, volumesAt(present.volumes)),
    models: modelRows(found.models, found.modelLatency),
    versions: armsOf(found.versions, found.versionLatency),
    variants: armsOf(found.variants, found.variantLatency),
    steps: stepRows(stepsOf(found.steps), targets.retrievalP95),
    stepLatency: p95Chart(timeline, found.steps),
    targets: {
      latencyP95: targets.latencyP95,
      errorRate: targets.errorRate,
      retrievalP95: targets.retrievalP95,
    },
    unpricedNote: unpricedNote(total(present.volumes)),
    markers: found.deployments,
  };
}

function both(
  { present, before, isCompared }: AgentFindings,
  timeline: Timeline,
  draw: (period: AgentPeriod, line: Timeline) => Line[],
): Chart {
  return {
    axis: axisOf(timeline),
    lines: draw(present, timeline),
    previous: isCompared ? draw(before, earlier(timeline)) : null,
  };
}

function stepsOf(rows: readonly KeyedSketch[]) {
  const names = [...new Set(rows.map(({ key }) => key))];
  return names.map((name) => ({
    name,
    sketch: merged(rows.filter(({ key }) => key === name).map(({ sketch }) => sketch)),
  }));
}

const TOKEN_CLASSES = [
  ["input", "Uncached input", "inputTokens"],
  ["cache-read", "Cache read", "cacheReadTokens"],
  ["cache-write", "Cache write", "cacheWriteTokens"],
  ["output", "Output", "outputTokens"],
] as const;

const tokenLines = (timeline: Timeline, at: VolumeAt): Line[] =>
  TOKEN_CLASSES.map(([key, label, field]) => ({
    key,
    label,
    values: perMinute(timeline, (start) => at(start)?.[field]),
  }));

function tilesOf(found: AgentFindings, timeline: Timeline): TileView[] {
  const { present, before, frame, now, targets, askedMs } = found;
  const at = volumesAt(inBuckets(timeline, present.volumes));
  const two = { now: total(present.volumes), before: total(before.volumes) };
  const over = (ratio: (volume: Volume) => Value) => ratioOver(timeline, at, ratio);
  const href = "";
  const passed = {
    passedMs: passedMs(frame, now),
    previousMs: frame.previous.to.getTime() - frame.previous.from.getTime(),
  };
  const figures: Figure[] = [
    requestsFigure(two, { values: requestsOver(timeline, at), ...passed, href }),
    ...latencyFigures(
      { now: percentilesIn(present), before: percentilesIn(before) },
      percentileSparks(timeline, present.latency),
      { p50: targets.latencyP50, p95: targets.latencyP95, p99: targets.latencyP99 },
      href,
    ),
    errorRateFigure(two, { values: over(errorRate), target: targets.errorRate, href }),
    costFigure(two, { values: costOver(timeline, at), ...passed, href }),
    costEachFigure(two, { values: over(costPerRequest), target: targets.costPerRequest, href }),
    hitRateFigure(two, { values: over(hitRate), target: targets.cacheHitRate, href: "/cache" }),
    degradedFigure(two, { values: over(degradedRate), target: targets.degraded, href }),
    tokensFigure(
      two,
      passed,
      perMinute(timeline, (start) => tokensIn(at(start))),
    ),
  ];
  return figures.map((figure) => tileOf(figure, askedMs));
}

const tokensIn = (volume: Volume | undefined): number | undefined =>
  volume === undefined ? undefined : tokensOf(volume);

/** The sum of the time range; compared per time, as rates are. */
const tokensFigure = (
  { now, before }: Two<Volume>,
  { passedMs: passed, previousMs }: { readonly passedMs: number; readonly previousMs: number },
  values: readonly Value[],
): Figure => ({
  key: "tokens",
  label: "Tokens",
  unit: "count",
  now: tokensOf(now),
  before: before.calls === 0 ? null : (tokensOf(before) * passed) / previousMs,
  better: null,
  values,
  exact: `${exact(tokensOf(now))} tokens of all classes`,
  href: "",
});

const percentilesIn = ({ latency }: AgentPeriod) =>
  percentilesOf(merged(latency.map(({ sketch }) => sketch)));
