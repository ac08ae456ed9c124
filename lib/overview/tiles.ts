/** The tiles: one figure each, its recent shape, how it moved, and the target it is held to. */
import { count, type Delta, deltaOf, exact, exactDuration } from "@/lib/core/format";
import { exactMoney } from "@/lib/core/money";
import type { Target } from "@/lib/core/targets";
import type { Percentiles } from "./lines";
import type { TileUnit, TileView } from "./schema";
import type { Value } from "./timeline";
import {
  costOf,
  costPerRequest,
  degradedRate,
  errorRate,
  hasCost,
  hitRate,
  type Volume,
} from "./volume";

/** What a tile is made of before it is compared. */
export type Figure = {
  readonly key: string;
  readonly label: string;
  readonly unit: TileUnit;
  readonly now: Value;
  readonly before: Value;
  readonly better: TileView["better"];
  /** For the sparkline: on the coarse timeline. */
  readonly values: readonly Value[];
  readonly target?: Target;
  readonly exact?: string | null;
  readonly note?: string | null;
  readonly href: string;
  /** When the comparison is not with the period before. */
  readonly delta?: Delta | null;
};

/** Shares move by points, everything else by a part of what it was. */
export function tileOf(figure: Figure, previousMs: number): TileView {
  const { key, label, unit, now, before, better, values, target, href } = figure;
  const kind = unit === "share" ? "points" : "relative";
  const delta = now === null ? null : deltaOf(now, before, previousMs, kind);
  return {
    key,
    label,
    unit,
    value: now,
    exact: figure.exact ?? null,
    note: figure.note ?? null,
    spark: values,
    delta: figure.delta === undefined ? delta : figure.delta,
    better,
    target: target ?? null,
    href,
  };
}

/** Short, to stand beside a figure; the exact words are in the panels. */
export const leftOut = ({ unpricedCalls }: Volume): string | null =>
  unpricedCalls === 0 ? null : `${count(unpricedCalls)} unpriced`;

const of = (part: number, whole: number, words: string): string =>
  `${exact(part)} of ${exact(whole)} ${words}`;

export type Two<T> = { readonly now: T; readonly before: T };
type Shared = {
  readonly values: readonly Value[];
  readonly target?: Target;
  readonly href: string;
};

export const errorRateFigure = ({ now, before }: Two<Volume>, rest: Shared): Figure => ({
  key: "error-rate",
  label: "Error rate",
  unit: "share",
  now: errorRate(now),
  before: errorRate(before),
  better: "lower",
  exact: of(now.errors, now.requests, "requests failed"),
  ...rest,
});

export const hitRateFigure = ({ now, before }: Two<Volume>, rest: Shared): Figure => ({
  key: "cache-hit-rate",
  label: "Cache hit rate",
  unit: "share",
  now: hitRate(now),
  before: hitRate(before),
  better: "higher",
  exact: of(now.cacheHits, now.cacheLookups, "lookups hit"),
  ...rest,
});

export const degradedFigure = ({ now, before }: Two<Volume>, rest: Shared): Figure => ({
  key: "degraded",
  label: "Degraded answers",
  unit: "share",
  now: degradedRate(now),
  before: degradedRate(before),
  better: "lower",
  exact: of(now.degraded, now.requests, "requests answered by a fallback"),
  ...rest,
});

export const costEachFigure = ({ now, before }: Two<Volume>, rest: Shared): Figure => ({
  key: "cost-per-request",
  label: "Cost per request",
  unit: "usd",
  now: costPerRequest(now),
  before: costPerRequest(before),
  better: "lower",
  exact: hasCost(now) ? `${exactMoney(now.costPicos)} in ${exact(now.requests)} requests` : null,
  note: leftOut(now),
  ...rest,
});

/** Rates are told per time that has passed: a frame that is not over must not look like a fall. */
export function requestsFigure(
  { now, before }: Two<Volume>,
  rest: Shared & { readonly passedMs: number; readonly previousMs: number },
): Figure {
  const { passedMs, previousMs, ...shared } = rest;
  return {
    key: "requests",
    label: "Requests",
    unit: "rate",
    now: now.requests / (passedMs / 1_000),
    before: before.requests === 0 ? null : before.requests / (previousMs / 1_000),
    better: null,
    exact: now.requests === 1 ? "1 request" : `${exact(now.requests)} requests`,
    note: `${count(now.requests)} in all`,
    ...shared,
  };
}

/** The money of the whole time range; compared per time, as rates are. */
export function costFigure(
  { now, before }: Two<Volume>,
  rest: Shared & { readonly passedMs: number; readonly previousMs: number },
): Figure {
  const { passedMs, previousMs, ...shared } = rest;
  const cost = costOf(now);
  const past = before.calls === 0 ? null : costOf(before);
  return {
    key: "cost",
    label: "Cost",
    unit: "usd",
    now: cost,
    before: past === null ? null : (past * passedMs) / previousMs,
    better: "lower",
    exact: cost === null ? null : exactMoney(now.costPicos),
    note: leftOut(now),
    ...shared,
  };
}

export function latencyFigures(
  { now, before }: Two<Percentiles>,
  lines: Record<keyof Percentiles, readonly Value[]>,
  targets: Record<keyof Percentiles, Target>,
  href: string,
): Figure[] {
  return (["p50", "p95", "p99"] as const).map((name) => ({
    key: name,
    label: `Latency ${name}`,
    unit: "ms",
    now: now[name],
    before: before[name],
    better: "lower",
    values: lines[name],
    target: targets[name],
    exact: now[name] === null ? null : exactDuration(now[name]),
    href,
  }));
}
