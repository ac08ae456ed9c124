/** Turns what was read into the page of spend: rows, shares, lines and tiles are decided here. */
import { exact } from "@/lib/core/format";
import { dollarsOf, exactMoney, perRequest } from "@/lib/core/money";
import { OTHER_KEY, topSeries } from "@/lib/core/series";
import type { Target } from "@/lib/core/targets";
import type { Frame } from "@/lib/core/time";
import { picoDollars } from "@/lib/cost/arithmetic";
import { movedShare } from "@/lib/overview/change";
import { axisOf, type Line, pointsOf } from "@/lib/overview/lines";
import { ratioOver, volumesAt } from "@/lib/overview/over-time";
import type { DeploymentView, TileView } from "@/lib/overview/schema";
import { costEachFigure, costFigure, type Figure, tileOf } from "@/lib/overview/tiles";
import {
  coarse,
  counted,
  inBuckets,
  passedMs,
  type Reported,
  type Timeline,
  timelineOf,
  type Value,
} from "@/lib/overview/timeline";
import {
  costOf,
  costPerRequest,
  hasCost,
  NO_VOLUME,
  share,
  total,
  totalsBy,
  unpricedNote,
  type Volume,
} from "@/lib/overview/volume";
import { isOfCalls, labelOf, type SpendDim } from "./dimension";
import type { SpendRow, SpendView, TokenRow } from "./schema";
import type { Spent } from "./store/spend";

export type Found = {
  readonly by: SpendDim;
  readonly frame: Frame;
  readonly askedMs: number;
  readonly now: Date;
  readonly reported: Reported;
  readonly present: readonly Spent[];
  readonly before: readonly Spent[];
  /** By bucket, whatever the page is split by: users know no tokens. */
  readonly all: readonly (Volume & { readonly at: Date | null })[];
  readonly allBefore: Volume;
  readonly models: readonly (Volume & {
    readonly key: { readonly provider: string; readonly model: string };
  })[];
  readonly deployments: readonly DeploymentView[];
  readonly target: Target;
};

const MOST_MOVERS = 8;

export function spendOf(found: Found): SpendView {
  const { frame, now, reported, all, models, deployments, target } = found;
  const timeline = timelineOf(frame, reported, now);
  const sum = total(all);
  const rows = rowsOf(found);
  return {
    hasEvents: reported !== null,
    axis: axisOf(timeline),
    tiles: tilesOf(found, timeline),
    over: linesOf(found, timeline),
    rows,
    movers: rows
      .filter(({ change }) => change !== null && change !== 0)
      .toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
      .slice(0, MOST_MOVERS),
    tokens: tokensOf(found, timeline),
    spentUsd: hasCost(sum) ? picoDollars(sum.costPicos) : null,
    unpricedNote: unpricedNote(sum),
    unpriced: models
      .filter(({ unpricedCalls }) => unpricedCalls > 0)
      .toSorted((a, b) => b.unpricedCalls - a.unpricedCalls)
      .map(({ key, unpricedCalls, unpricedTokens }) => ({
        provider: key.provider,
        model: key.model,
        calls: unpricedCalls,
        tokens: unpricedTokens,
      })),
    target,
    markers: deployments.filter(({ at }) => {
      const instant = Date.parse(at);
      return instant >= frame.from.getTime() && instant < frame.to.getTime();
    }),
  };
}

/** The period before is longer than what has passed of the present one: it is taken in proportion. */
const passedShare = ({ frame, now }: Pick<Found, "frame" | "now">): number =>
  passedMs(frame, now) / (frame.previous.to.getTime() - frame.previous.from.getTime());

function rowsOf(found: Found): SpendRow[] {
  const { by, present, before, all } = found;
  const whole = total(all).costPicos;
  const now = totalsBy(present, ({ name }) => name);
  const then = totalsBy(before, ({ name }) => name);
  const names = [...new Set([...now.keys(), ...then.keys()])];
  return names
    .map((name) => ({ name, volume: now.get(name) ?? NO_VOLUME, past: then.get(name) }))
    .filter(
      ({ volume, past }) => volume.calls + volume.requests > 0 || (past?.costPicos ?? 0n) > 0n,
    )
    .map(({ name, volume, past }) => rowOf(found, by, name, volume, past, whole))
    .toSorted((a, b) => (b.cost ?? -1) - (a.cost ?? -1) || (a.name < b.name ? -1 : 1));
}

function rowOf(
  found: Found,
  by: SpendDim,
  name: string,
  volume: Volume,
  past: Volume | undefined,
  whole: bigint,
): SpendRow {
  const cost = costOf(volume);
  const earlier = past && hasCost(past) ? dollarsOf(past.costPicos) * passedShare(found) : null;
  const each =
    cost === null || isOfCalls(by) ? null : perRequest(volume.costPicos, volume.requests);
  return {
    name,
    label: name === OTHER_KEY ? "other users" : labelOf(by, name),
    cost,
    costUsd: cost === null ? null : picoDollars(volume.costPicos),
    share: cost === null ? null : share(cost, dollarsOf(whole)),
    before: earlier,
    change: cost === null ? null : cost - (earlier ?? 0),
    changeShare: movedShare(cost, earlier),
    requests: volume.requests,
    calls: volume.calls,
    unpricedCalls: volume.unpricedCalls,
    costPerRequest: each === null ? null : dollarsOf(each),
  };
}

/** Dollars a bucket. Where none of a bucket's calls has a price there is a gap, which is not nothing. */
function linesOf({ by, present }: Found, timeline: Timeline): Line[] {
  const axis = axisOf(timeline);
  const names = [...new Set(present.map(({ name }) => name))].toSorted();
  const series = names.map((name) => {
    const at = volumesAt(present.filter((row) => row.name === name));
    const values = counted(timeline, (start) => dollarsAt(at(start)));
    const known = values.map((value, i) => (isUnknown(at(timeline.starts[i] ?? 0)) ? null : value));
    return {
      key: name || "none",
      label: name === OTHER_KEY ? "other users" : labelOf(by, name),
      points: pointsOf(axis, known),
    };
  });
  return topSeries(series)
    .filter(({ points }) => points.some(({ value }) => (value ?? 0) > 0))
    .toSorted((a, b) => isOther(a.key) - isOther(b.key) || (a.key < b.key ? -1 : 1))
    .map(({ key, label, points }) => ({ key, label, values: points.map(({ value }) => value) }));
}

const isOther = (key: string): number => Number(key === OTHER_KEY);
const isUnknown = (volume: Volume | undefined): boolean => volume !== undefined && !hasCost(volume);
const dollarsAt = (volume: Volume | undefined): number | undefined =>
  volume === undefined ? undefined : dollarsOf(volume.costPicos);

const CLASSES = [
  ["input", "Uncached input", "inputTokens"],
  ["cache-read", "Cache read", "cacheReadTokens"],
  ["cache-write", "Cache write", "cacheWriteTokens"],
  ["output", "Output", "outputTokens"],
] as const;

/** Classes do not overlap: reasoning is part of the output. */
function tokensOf({ all }: Found, timeline: Timeline): SpendView["tokens"] {
  const at = volumesAt(all);
  const sum = total(all);
  const whole = CLASSES.reduce((tokens, [, , of]) => tokens + sum[of], 0);
  return {
    lines: CLASSES.map(([key, label, of]) => ({
      key,
      label,
      values: counted(timeline, (start) => at(start)?.[of]),
    })),
    rows: CLASSES.map(
      ([key, label, of]): TokenRow => ({
        key,
        label,
        tokens: sum[of],
        share: share(sum[of], whole),
      }),
    ),
  };
}

function tilesOf(found: Found, fine: Timeline): TileView[] {
  const { all, allBefore, askedMs, target, frame, now } = found;
  const line = coarse(fine);
  const at = volumesAt(inBuckets(line, all));
  const sum = total(all);
  const two = { now: sum, before: allBefore };
  const scale = passedShare(found);
  const previousMs = frame.previous.to.getTime() - frame.previous.from.getTime();
  const money = (pick: (volume: Volume) => bigint): Value[] =>
    counted(line, (start) => {
      const volume = at(start);
      return volume === undefined ? undefined : dollarsOf(pick(volume));
    });
  const figures: Figure[] = [
    costFigure(two, {
      values: money(({ costPicos }) => costPicos),
      passedMs: passedMs(frame, now),
      previousMs,
      href: "",
    }),
    costEachFigure(two, { values: ratioOver(line, at, costPerRequest), target, href: "" }),
    failedFigure(found, money, scale),
    avoidedFigure(found, money, scale),
    unpricedFigure(
      sum,
      counted(line, (start) => at(start)?.unpricedCalls),
    ),
  ];
  return figures.map((figure) => tileOf(figure, askedMs));
}

type Money = (pick: (volume: Volume) => bigint) => Value[];

function failedFigure({ all, allBefore }: Found, money: Money, scale: number): Figure {
  const sum = total(all);
  return {
    key: "failed",
    label: "Spent on failed calls",
    unit: "usd",
    now: hasCost(sum) ? dollarsOf(sum.errorCostPicos) : null,
    before: allBefore.calls === 0 ? null : dollarsOf(allBefore.errorCostPicos) * scale,
    better: "lower",
    values: money(({ errorCostPicos }) => errorCostPicos),
    exact: `${exactMoney(sum.errorCostPicos)} in ${exact(sum.callErrors)} calls that failed`,
    note: sum.callErrors === 0 ? null : `${exact(sum.callErrors)} calls`,
    href: "",
  };
}

function avoidedFigure({ all, allBefore }: Found, money: Money, scale: number): Figure {
  const { avoidedPicos, cacheHits, cacheLookups, costPicos } = total(all);
  const part = share(dollarsOf(avoidedPicos), dollarsOf(avoidedPicos + costPicos));
  return {
    key: "avoided",
    label: "Avoided by the cache",
    unit: "usd",
    now: cacheLookups === 0 ? null : dollarsOf(avoidedPicos),
    before: allBefore.cacheLookups === 0 ? null : dollarsOf(allBefore.avoidedPicos) * scale,
    better: "higher",
    values: money((volume) => volume.avoidedPicos),
    exact: `${exactMoney(avoidedPicos)} by ${exact(cacheHits)} hits`,
    note: part === null || part === 0 ? null : `${Math.round(part * 100)} % of the bill`,
    href: "/cache",
  };
}

const unpricedFigure = (sum: Volume, values: readonly Value[]): Figure => ({
  key: "unpriced",
  label: "Unpriced calls",
  unit: "count",
  now: sum.calls === 0 ? null : sum.unpricedCalls,
  before: null,
  better: "lower",
  values,
  exact: `${exact(sum.unpricedTokens)} tokens whose cost is not known`,
  note: sum.unpricedCalls === 0 ? null : "missing from every sum",
  delta: null,
  href: "/cost/pricing",
});
