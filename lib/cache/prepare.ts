/** Turns what was read into the cache page: everything is decided here, the page only draws. */
import { count, exact } from "@/lib/core/format";
import { dollarsOf, exactMoney, perRequest, ratioOf } from "@/lib/core/money";
import type { Target, TargetName } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import type { KeyedVolume } from "@/lib/overview/agents";
import { axisOf, type Chart, type Line } from "@/lib/overview/lines";
import { ratioOver, type VolumeAt, volumesAt } from "@/lib/overview/over-time";
import type { DeploymentView, TileView } from "@/lib/overview/schema";
import { type Figure, hitRateFigure, tileOf } from "@/lib/overview/tiles";
import {
  coarse,
  earlier,
  inBuckets,
  measured,
  passedMs,
  perMinute,
  type Reported,
  readable,
  type Timeline,
  timelineOf,
  type Value,
} from "@/lib/overview/timeline";
import {
  costOf,
  hitRate,
  NO_VOLUME,
  share,
  total,
  totalsBy,
  unpricedNote,
  type Volume,
} from "@/lib/overview/volume";
import { cacheRows, type Outcome, savedOf } from "./outcomes";
import type { Arithmetic, CacheAgentRow, CacheSize, CacheView } from "./schema";

export type CacheFindings = {
  readonly frame: Frame;
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly isCompared: boolean;
  readonly present: readonly KeyedVolume[];
  readonly before: readonly KeyedVolume[];
  /** By bucket and layer. */
  readonly layersAt: readonly Outcome[];
  /** By agent, in all. */
  readonly byAgent: readonly Outcome[];
  readonly byAgentBefore: readonly Outcome[];
  readonly size: CacheSize | null;
  readonly deployments: readonly DeploymentView[];
  readonly targets: Record<TargetName, Target>;
};

export function cacheOf(found: CacheFindings): CacheView {
  const { frame, now, reported, present, before, isCompared, targets } = found;
  const timeline = timelineOf(frame, reported, now);
  const at = volumesAt(present);
  const agents = agentRows(found);
  const wide = readable(timeline, total(present).cacheLookups, present);
  const rate = (line: Timeline, volumes: readonly KeyedVolume[]): Line[] => {
    const values = ratioOver(line, volumesAt(inBuckets(line, volumes)), hitRate);
    return [{ key: "hit-rate", label: "Hit rate", values }];
  };
  return {
    hasEvents: reported !== null,
    axis: axisOf(timeline),
    tiles: tilesOf(found, coarse(timeline)),
    hitRate: {
      axis: axisOf(wide),
      lines: rate(wide, present),
      previous: isCompared ? rate(earlier(wide), before) : null,
    },
    lookups: lookupLines(timeline, at),
    layers: cacheRows(found.layersAt, ({ key }) => key.name).filter(({ lookups }) => lookups > 0),
    layerRates: layerChart(timeline, found.layersAt),
    agents,
    arithmetic: arithmeticOf(total(present), savedOf(agents)),
    size: found.size,
    target: targets.cacheHitRate,
    markers: found.deployments,
  };
}

function agentRows({ present, byAgent }: CacheFindings): CacheAgentRow[] {
  const volumes = totalsBy(present, ({ key }) => key.agent);
  return cacheRows(byAgent, ({ key }) => key.agent).map((row) => {
    const { avoidedPicos } = volumes.get(row.name) ?? NO_VOLUME;
    // Hits that replace a model without a price avoid an unknown amount, not nothing.
    if (row.hits > 0 && avoidedPicos === 0n) return { ...row, ...UNKNOWN };
    const each = perRequest(avoidedPicos, row.hits);
    return {
      ...row,
      avoided: dollarsOf(avoidedPicos),
      avoidedPerHit: each === null ? null : dollarsOf(each),
      avoidedExact: exactMoney(avoidedPicos),
    };
  });
}

const UNKNOWN = { avoided: null, avoidedPerHit: null, avoidedExact: null };

/** Hits times what each would have cost, the mean of what they themselves reported: the product is the reported sum. */
export function arithmeticOf(volume: Volume, savedMs: number | null): Arithmetic {
  const { cacheHits, avoidedPicos, costPicos, requests } = volume;
  const each = perRequest(avoidedPicos, cacheHits);
  const cost = costOf(volume);
  const perMiss = cost === null ? null : perRequest(costPicos, requests - cacheHits);
  return {
    hits: cacheHits,
    avoidedPerHit: each === null ? null : dollarsOf(each),
    avoided: dollarsOf(avoidedPicos),
    avoidedExact: exactMoney(avoidedPicos),
    costPerMiss: perMiss === null ? null : dollarsOf(perMiss),
    cost,
    avoidedShare: cost === null ? null : ratioOf(avoidedPicos, avoidedPicos + costPicos),
    savedMs,
    savedMsPerHit: savedMs === null ? null : share(savedMs, cacheHits),
    unpricedNote: unpricedNote(volume),
  };
}

const lookupLines = (timeline: Timeline, at: VolumeAt): Line[] => [
  { key: "hits", label: "Hits", values: perMinute(timeline, (start) => at(start)?.cacheHits) },
  {
    key: "misses",
    label: "Misses",
    values: perMinute(timeline, (start) => missesOf(at(start))),
  },
];

const missesOf = (volume: Volume | undefined): number | undefined =>
  volume === undefined ? undefined : volume.cacheLookups - volume.cacheHits;

function layerChart(timeline: Timeline, outcomes: readonly Outcome[]): Chart {
  const asked = outcomes.filter(({ key }) => key.label !== "bypass");
  const layers = [...new Set(asked.map(({ key }) => key.name))].toSorted();
  const lookups = asked.reduce((sum, { n }) => sum + n, 0);
  const line = readable(timeline, lookups / Math.max(1, layers.length), asked);
  const lines = layers.map((layer) => {
    const own = inBuckets(
      line,
      asked.filter(({ key }) => key.name === layer),
    );
    return {
      key: layer || "none",
      label: layer || "no layer",
      values: measured(line, (start) => rateAt(own, start)),
    };
  });
  return { axis: axisOf(line), lines, previous: null };
}

function rateAt(outcomes: readonly Outcome[], start: number): Value {
  const here = outcomes.filter(({ at }) => at?.getTime() === start);
  const counted = (label: string) =>
    here.reduce((sum, { key, n }) => (key.label === label ? sum + n : sum), 0);
  const hits = counted("hit");
  return share(hits, hits + counted("miss"));
}

function tilesOf(found: CacheFindings, timeline: Timeline): TileView[] {
  const { present, before, byAgent, byAgentBefore, targets, askedMs } = found;
  const at = volumesAt(inBuckets(timeline, present));
  const two = { now: total(present), before: total(before) };
  const scale = passedMs(found.frame, found.now) / lengthOf(found.frame.previous);
  const figures: Figure[] = [
    hitRateFigure(two, {
      values: ratioOver(timeline, at, hitRate),
      target: targets.cacheHitRate,
      href: "",
    }),
    lookupsFigure(two, timeline, at, scale),
    avoidedFigure(two, timeline, at, scale),
    savedFigure(savedPerHit(byAgent), savedPerHit(byAgentBefore)),
  ];
  return figures.map((figure) => tileOf(figure, askedMs));
}

const lengthOf = ({ from, to }: Frame["previous"]): number => to.getTime() - from.getTime();

type Two = { readonly now: Volume; readonly before: Volume };

const lookupsFigure = (
  { now, before }: Two,
  line: Timeline,
  at: VolumeAt,
  scale: number,
): Figure => ({
  key: "lookups",
  label: "Lookups",
  unit: "count",
  now: now.cacheLookups,
  before: before.cacheLookups === 0 ? null : before.cacheLookups * scale,
  better: null,
  values: perMinute(line, (start) => at(start)?.cacheLookups),
  exact: `${exact(now.cacheLookups)} lookups, ${exact(now.cacheHits)} of them hits`,
  note: `${count(now.cacheHits)} hits`,
  href: "",
});

function avoidedFigure({ now, before }: Two, line: Timeline, at: VolumeAt, scale: number): Figure {
  const past = dollarsOf(before.avoidedPicos);
  return {
    key: "avoided",
    label: "Cost avoided",
    unit: "usd",
    now: now.cacheLookups === 0 ? null : dollarsOf(now.avoidedPicos),
    before: before.cacheLookups === 0 ? null : past * scale,
    better: "higher",
    values: perMinute(line, (start) => avoidedAt(at(start))),
    exact: exactMoney(now.avoidedPicos),
    href: "",
  };
}

const avoidedAt = (volume: Volume | undefined): number | undefined =>
  volume === undefined ? undefined : dollarsOf(volume.avoidedPicos);

function savedPerHit(outcomes: readonly Outcome[]): Value {
  const rows = cacheRows(outcomes, ({ key }) => key.agent);
  const known = rows.filter(({ savedMs }) => savedMs !== null);
  const saved = savedOf(known);
  return saved === null
    ? null
    : share(
        saved,
        known.reduce((sum, { hits }) => sum + hits, 0),
      );
}

const savedFigure = (now: Value, before: Value): Figure => ({
  key: "saved",
  label: "Latency saved per hit",
  unit: "ms",
  now,
  before,
  better: "higher",
  values: [],
  exact: "Mean answer time of misses less that of hits, agent by agent",
  href: "",
});
