/** Turns what was read into the cache page: everything is decided here, the page only draws. */
import { count, exact } from "@/lib/core/format";
import { dollarsOf, exactMoney, perRequest, ratioOf } from "@/lib/core/money";
import type { Target, TargetName } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import type { KeyedVolume } from "@/lib/overview/agents";
import { axisOf, type Line } from "@/lib/overview/lines";
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
  const rate = (line: Timeline, volumeAt: VolumeAt): Line[] => [
    { key: "hit-rate", label: "Hit rate", values: ratioOver(line, volumeAt, hitRate) },
  ];
  return {
    hasEvents: reported !== null,
    axis: axisOf(timeline),
    tiles: tilesOf(found, coarse(timeline)),
    hitRate: {
      lines: rate(timeline, at),
      previous: isCompared ? rate(earlier(timeline), volumesAt(before)) : null,
    },
    lookups: lookupLines(timeline, at),
    layers: cacheRows(found.layersAt, ({ key }) => key.name),
    layerRates: layerLines(timeline, found.layersAt),
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
    const each = perRequest(avoidedPicos, row.hits);
    return {
      ...row,
      avoided: dollarsOf(avoidedPicos),
      avoidedPerHit: each === null ? null : dollarsOf(each),
      avoidedExact: exactMoney(avoidedPicos),
    };
  });
}

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

function layerLines(timeline: Timeline, outcomes: readonly Outcome[]): Line[] {
  const layers = [...new Set(outcomes.map(({ key }) => key.name))].toSorted();
  return layers.map((layer) => {
    const own = outcomes.filter(({ key }) => key.name === layer);
    return {
      key: layer || "none",
      label: layer || "no layer",
      values: measured(timeline, (start) => rateAt(own, start)),
    };
  });
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
