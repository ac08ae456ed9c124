/** Turns what was read into the overview: everything is decided here, the page only draws. */
import { exactMoney, formatMoney } from "@/lib/core/money";
import type { Target, TargetName } from "@/lib/core/targets";
import { DAY, type Frame } from "@/lib/core/time";
import { groupRows, type Period, typesOf } from "./agents";
import { deltaOfToday } from "./change";
import { firesOf, type Signals } from "./fires";
import {
  axisOf,
  type Chart,
  type Line,
  merged,
  observedIn,
  percentileSparks,
  percentilesOf,
  percentilesWithin,
  sparkOf,
} from "./lines";
import { costOver, mixOf, ratioOver, requestsOver, type VolumeAt, volumesAt } from "./over-time";
import type { DeploymentView, OverviewView, TileView } from "./schema";
import {
  costEachFigure,
  degradedFigure,
  errorRateFigure,
  type Figure,
  hitRateFigure,
  latencyFigures,
  leftOut,
  requestsFigure,
  tileOf,
} from "./tiles";
import {
  coarse,
  counted,
  earlier,
  inBuckets,
  passedMs,
  type Reported,
  readable,
  type Timeline,
  timelineOf,
  type Value,
} from "./timeline";
import {
  costOf,
  costPerRequest,
  degradedRate,
  errorRate,
  hitRate,
  NO_VOLUME,
  total,
  unpricedNote,
  type Volume,
} from "./volume";

/** A period with its latency over time and the users it saw. */
type FullPeriod = Period & {
  /** Latency of all agents together, by bucket; one row in all where nothing is drawn. */
  readonly latencyAll: Period["latency"];
  readonly users: number | null;
};

export type Findings = {
  readonly frame: Frame;
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly isCompared: boolean;
  readonly present: FullPeriod;
  readonly before: FullPeriod;
  readonly usersAt: readonly { readonly at: Date | null; readonly users: number }[];
  readonly today: Volume;
  readonly yesterday: Volume;
  readonly signals: Omit<Signals, "now">;
  readonly deployments: readonly DeploymentView[];
  readonly targets: Record<TargetName, Target>;
};

const LATEST = 6;

export function overviewOf(found: Findings): OverviewView {
  const { frame, now, reported, present, before, signals, targets, deployments } = found;
  const timeline = timelineOf(frame, reported, now);
  const charts = chartsOf(found, timeline);
  const types = typesOf([...present.volumes, ...before.volumes]);
  const all = total(present.volumes);
  const previousMs = frame.previous.to.getTime() - frame.previous.from.getTime();
  return {
    hasEvents: reported !== null,
    axis: axisOf(timeline),
    fires: firesOf({ ...signals, now }),
    tiles: tilesOf(found, timeline),
    charts,
    targets: {
      latencyP95: targets.latencyP95,
      errorRate: targets.errorRate,
    },
    mix: mixOf(present.volumes, timeline),
    spent: costOf(all) === null ? null : formatMoney(all.costPicos),
    unpricedNote: unpricedNote(all),
    agents: groupRows(present, before, {
      nameOf: ({ key }) => key.agent,
      typeOf: (name) => types.get(name) ?? null,
      passedShare: passedMs(frame, now) / previousMs,
    }),
    deployments: deployments.slice(0, LATEST),
    markers: deployments.filter(({ at }) => isWithin(frame, at)),
    errors: signals.groups.slice(0, LATEST),
  };
}

const isWithin = ({ from, to }: Frame, at: string): boolean =>
  Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime();

function chartsOf(found: Findings, timeline: Timeline): OverviewView["charts"] {
  const { present, before, isCompared } = found;
  const both = (line: Timeline, draw: (period: FullPeriod, line: Timeline) => Line[]): Chart => ({
    axis: axisOf(line),
    lines: draw(present, line),
    previous: isCompared ? draw(before, earlier(line)) : null,
  });
  const single = (
    line: Timeline,
    key: string,
    label: string,
    valuesOf: (line: Timeline, at: VolumeAt) => Value[],
  ): Chart =>
    both(line, ({ volumes }, over) => [
      { key, label, values: valuesOf(over, volumesAt(inBuckets(over, volumes))) },
    ]);
  const answers = readable(timeline, observedIn(present.latencyAll), present.latencyAll);
  return {
    requests: single(timeline, "requests", "Requests a minute", requestsOver),
    latency: both(answers, ({ latencyAll }, over) => percentilesWithin(over, latencyAll)),
    errors: single(answers, "errors", "Error rate", (over, at) => ratioOver(over, at, errorRate)),
    cost: single(timeline, "cost", "Dollars an hour", costOver),
  };
}

function tilesOf(found: Findings, fine: Timeline): TileView[] {
  const { present, before, targets, frame, now, askedMs } = found;
  const timeline = coarse(fine);
  const at = volumesAt(inBuckets(timeline, present.volumes));
  const two = { now: total(present.volumes), before: total(before.volumes) };
  const over = (ratio: (volume: Volume) => Value) => ratioOver(timeline, at, ratio);
  const previousMs = frame.previous.to.getTime() - frame.previous.from.getTime();
  const figures: Figure[] = [
    requestsFigure(two, {
      values: requestsOver(timeline, at),
      passedMs: passedMs(frame, now),
      previousMs,
      href: "/agents",
    }),
    ...latencyFigures(
      {
        now: percentilesOf(merged(present.latencyAll.map(({ sketch }) => sketch))),
        before: percentilesOf(merged(before.latencyAll.map(({ sketch }) => sketch))),
      },
      percentileSparks(timeline, present.latencyAll),
      { p50: targets.latencyP50, p95: targets.latencyP95, p99: targets.latencyP99 },
      "/agents",
    ),
    errorRateFigure(two, { values: over(errorRate), target: targets.errorRate, href: "/errors" }),
    todayFigure(found, costOver(timeline, at)),
    costEachFigure(two, {
      values: over(costPerRequest),
      target: targets.costPerRequest,
      href: "/agents",
    }),
    hitRateFigure(two, { values: over(hitRate), target: targets.cacheHitRate, href: "/cache" }),
    usersFigure(found, fine),
    degradedFigure(two, { values: over(degradedRate), target: targets.degraded, href: "/agents" }),
  ];
  return figures.map((figure) => tileOf(figure, askedMs));
}

function todayFigure({ today, yesterday, reported }: Findings, values: Value[]): Figure {
  const now = reported === null ? null : costOf(today);
  return {
    key: "cost-today",
    label: "Cost today",
    unit: "usd",
    now,
    before: null,
    better: "lower",
    values,
    exact: now === null ? null : exactMoney(today.costPicos),
    note: leftOut(today),
    href: "/agents",
    delta: deltaOfToday(now, yesterday === NO_VOLUME ? null : costOf(yesterday)),
  };
}

function usersFigure({ present, before, usersAt, askedMs }: Findings, timeline: Timeline): Figure {
  const users = new Map(usersAt.map(({ at, users }) => [at?.getTime() ?? 0, users]));
  return {
    key: "active-users",
    label: "Active users",
    unit: "count",
    now: present.users,
    before: before.users,
    better: null,
    // Distinct users do not add up: a wider bucket shows the mean of its buckets.
    values: sparkOf(counted(timeline, (start) => users.get(start))),
    exact: askedMs > DAY ? "Distinct users over the whole range" : null,
    href: "/users",
  };
}
