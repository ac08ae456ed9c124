/** The forecasts that compete for a series: each takes a past and answers the next values. */
import { median } from "@/lib/core/stats";
import { type Gaps, holtWinters, logHoltWinters } from "./holt-winters";
import { rebased } from "./level-shift";

export const MODEL_NAMES = [
  "seasonal-naive",
  "run-rate",
  "weekday-mean",
  "holt-winters",
  "log-holt-winters",
  "blend",
] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

export type Paths = Readonly<Partial<Record<ModelName, readonly number[]>>>;

/** Seasons of history that a model with a trend needs, and those that a mean needs. */
export const TREND_SEASONS = 3;
const MEAN_SEASONS = 4;
const RUN_RATE_SEASONS = 2;

/** What every model that the length of the past allows says about the next `horizon` values. */
export function pathsOf(past: Gaps, horizon: number, season: number): Paths {
  // Spend is not negative, and no model knows.
  const isPositive = past.every((value) => value === null || value >= 0);
  const clamped = (path: readonly number[]) =>
    isPositive ? path.map((value) => Math.max(0, value)) : path;
  const naive = seasonalNaive(past, horizon, season);
  // After a shift the old level says nothing; the weekly pattern before it still does.
  const { values } = rebased(past, season);
  const weekday = clamped(weekdayMean(values, horizon, season));
  const means: Paths = {
    "seasonal-naive": naive,
    "run-rate": runRate(past, horizon, season),
    "weekday-mean": weekday,
  };
  if (past.length < TREND_SEASONS * season) return means;
  const additive = clamped(holtWinters(values, horizon, season));
  const logs = logHoltWinters(values, horizon, season);
  const blended = [weekday, additive, ...(logs ? [logs] : [])];
  return {
    ...means,
    "holt-winters": additive,
    ...(logs && { "log-holt-winters": logs }),
    blend: additive.map((_, k) => median(blended.map((path) => path[k] ?? 0)) ?? 0),
  };
}

/** The value one season before, or the one before that where there is a gap. */
function seasonalNaive(past: Gaps, horizon: number, season: number): number[] {
  return Array.from({ length: horizon }, (_, k) => {
    for (let t = past.length - season + (k % season); t >= 0; t -= season) {
      const value = past[t];
      if (value !== null && value !== undefined) return value;
    }
    return meanOf(past);
  });
}

function runRate(past: Gaps, horizon: number, season: number): number[] {
  return Array(horizon).fill(meanOf(past.slice(-RUN_RATE_SEASONS * season)));
}

function weekdayMean(past: Gaps, horizon: number, season: number): number[] {
  return Array.from({ length: horizon }, (_, k) => {
    const same: (number | null)[] = [];
    const newest = past.length - season + (k % season);
    for (let t = newest; t >= 0 && same.length < MEAN_SEASONS; t -= season)
      same.push(past[t] ?? null);
    return same.some((value) => value !== null) ? meanOf(same) : meanOf(past);
  });
}

function meanOf(values: Gaps): number {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}
