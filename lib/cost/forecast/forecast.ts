/** What a series will come to: the model that was nearest in its own past, with intervals from its own errors. */
import { errorsOf, lastSeasons, levelOf, maseOf, nearest, type Trial, trialsOf } from "./backtest";
import { NOMINAL, type Widths, widthsOf } from "./conformal";
import type { Gaps } from "./holt-winters";
import { rebased } from "./level-shift";
import { MODEL_NAMES, type ModelName, pathsOf, TREND_SEASONS } from "./models";

export type Interval = { readonly low: number; readonly high: number };
export type Ahead = { readonly value: number; readonly interval: Interval | null };

/** How a model, or the choice between them, did on the series' own past. */
type Score = {
  /** Mean absolute error over that of repeating the last season; null: not measurable. */
  readonly mase: number | null;
  /** The same, with the error of repeating the last season over the same days as the unit. */
  readonly toNaive: number | null;
};

export type TrackRecord = Score & {
  readonly trials: number;
  /** The share of days that fell into the interval that had been given for them. */
  readonly coverage: number | null;
  /** The same of the totals over the whole horizon. */
  readonly totalCoverage: number | null;
  /** How wide the intervals of days were, as a share of the series' level. */
  readonly width: number | null;
  readonly totalWidth: number | null;
};

export type Forecast =
  | { readonly status: "not enough history"; readonly known: number; readonly needed: number }
  | {
      readonly status: "forecast";
      readonly model: ModelName;
      readonly why: string;
      readonly days: readonly Ahead[];
      /** Of the first k + 1 days together: not the sum of the days' bounds. */
      readonly totals: readonly Ahead[];
      readonly nominal: number;
      /** How many values ago the present level began; null: no shift was seen. */
      readonly shiftAgo: number | null;
      readonly scores: Readonly<Partial<Record<ModelName, Score>>>;
      readonly record: TrackRecord;
    };

export function forecastOf(values: Gaps, horizon: number, season: number): Forecast {
  const known = values.filter((value) => value !== null).length;
  if (known < season) return { status: "not enough history", known, needed: season };
  const trials = trialsOf(values, horizon, season);
  const now = values.length;
  const past = lastSeasons(values, season);
  const hasTrend = known >= TREND_SEASONS * season;
  const model = hasTrend ? nearest(trials, now) : "weekday-mean";
  const paths = pathsOf(past, horizon, season);
  const path = paths[model] ?? [];
  const widths = widthsOf(trials, model, now, horizon);
  const { shiftAt } = rebased(past, season);
  return {
    status: "forecast",
    model,
    why: hasTrend ? reasonFor(model) : "too few weeks for a trend: the mean of each weekday",
    ...bounded(path, widths, levelOf(past, season), isSpend(values)),
    nominal: NOMINAL,
    shiftAgo: shiftAt === null ? null : past.length - shiftAt,
    scores: scoresOf(trials, now),
    record: recordOf(trials, horizon),
  };
}

const reasonFor = (model: ModelName): string =>
  model === "seasonal-naive"
    ? "nothing was nearer than repeating the last season"
    : "nearest of all in the backtest on this series";

const isSpend = (values: Gaps): boolean => values.every((value) => value === null || value >= 0);

function bounded(path: readonly number[], widths: Widths, level: number, isPositive: boolean) {
  const around = (value: number, width: number | null | undefined): Interval | null => {
    if (width === null || width === undefined) return null;
    const low = value - width * level;
    return { low: isPositive ? Math.max(0, low) : low, high: value + width * level };
  };
  let sum = 0;
  return {
    days: path.map((value, k) => ({ value, interval: around(value, widths.points[k]) })),
    totals: path.map((value, k) => {
      sum += value;
      return { value: sum, interval: around(sum, widths.totals[k]) };
    }),
  };
}

function scoresOf(trials: readonly Trial[], until: number): Partial<Record<ModelName, Score>> {
  const naive = maseOf(trials, "seasonal-naive", until);
  const scored = MODEL_NAMES.filter((model) => trials.some(({ paths }) => paths[model])).map(
    (model) => {
      const mase = maseOf(trials, model, until);
      return [model, { mase, toNaive: ratio(mase, naive) }] as const;
    },
  );
  return Object.fromEntries(scored);
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

/** Trials that have to lie behind before a choice among models means anything. */
const LEAST_TRIALS = 8;

/**
 * Replays the choice: at every trial the model and the widths come from the trials before it, as far as
 * their truth was known by then. What is scored here is what a reader would have been shown.
 */
export function recordOf(trials: readonly Trial[], horizon: number): TrackRecord {
  const replayed = trials.slice(LEAST_TRIALS).map((trial, i) => {
    const before = trials.slice(0, LEAST_TRIALS + i);
    const model = nearest(before, trial.origin);
    const widths = widthsOf(before, model, trial.origin, horizon);
    return outcomeOf(trial, model, widths, horizon);
  });
  const chosen = meanOf(replayed.flatMap(({ scaled }) => scaled));
  const naive = meanOf(replayed.flatMap(({ naive: errors }) => errors));
  return {
    trials: replayed.length,
    mase: chosen,
    toNaive: ratio(chosen, naive),
    coverage: meanOf(replayed.flatMap(({ hits }) => hits)),
    totalCoverage: meanOf(replayed.flatMap(({ totalHit }) => totalHit)),
    width: meanOf(replayed.flatMap(({ wide }) => wide)),
    totalWidth: meanOf(replayed.flatMap(({ totalWide }) => totalWide)),
  };
}

function outcomeOf(trial: Trial, model: ModelName, widths: Widths, horizon: number) {
  const until = Number.POSITIVE_INFINITY;
  const errors = errorsOf(trial, model, until);
  const scaleOf = (all: readonly (number | null)[]) =>
    trial.scale === 0
      ? []
      : all.flatMap((error) => (error === null ? [] : [Math.abs(error) / trial.scale]));
  const within = (error: number, width: number) => (Math.abs(error) <= width * trial.level ? 1 : 0);
  const judged = errors.flatMap((error, k) => {
    const width = widths.points[k] ?? null;
    return error === null || width === null ? [] : [{ hit: within(error, width), width }];
  });
  const isWhole = errors.length === horizon && errors.every((error) => error !== null);
  const total = isWhole ? errors.reduce((sum: number, error) => sum + (error ?? 0), 0) : null;
  const totalWidth = widths.totals[horizon - 1] ?? null;
  const hasTotal = total !== null && totalWidth !== null;
  return {
    scaled: scaleOf(errors),
    naive: scaleOf(errorsOf(trial, "seasonal-naive", until)),
    hits: judged.map(({ hit }) => hit),
    wide: judged.map(({ width }) => 2 * width),
    totalHit: hasTotal ? [within(total, totalWidth)] : [],
    totalWide: hasTotal ? [(2 * totalWidth) / horizon] : [],
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
