/** Rolling-origin backtest: what every model would have said on past days, and how far off it was. */
import type { Gaps } from "./holt-winters";
import { MODEL_NAMES, type ModelName, type Paths, pathsOf } from "./models";

/** One day in the past from which a forecast was made with nothing but what was known then. */
export type Trial = {
  /** How many values were known. */
  readonly origin: number;
  readonly paths: Paths;
  /** What came; shorter than the horizon near the end. */
  readonly actual: Gaps;
  /** The error that repeating the last season made until then: what MASE is measured in. */
  readonly scale: number;
  /** The mean of the last four seasons: what errors are carried over in, from a small past to a large present. */
  readonly level: number;
};

const MOST_TRIALS = 60;
/** Beyond this many seasons the past is another system. */
const MOST_SEASONS = 60;
const LEVEL_SEASONS = 4;

export function trialsOf(values: Gaps, horizon: number, season: number): Trial[] {
  const first = Math.max(season, Math.min(3 * season, values.length - horizon));
  const origins = originsOf(first, values.length - 1, MOST_TRIALS);
  return origins.map((origin) => {
    const past = lastSeasons(values.slice(0, origin), season);
    return {
      origin,
      paths: pathsOf(past, horizon, season),
      actual: values.slice(origin, origin + horizon),
      scale: naiveError(past, season),
      level: levelOf(past, season),
    };
  });
}

/** Whole seasons, so that the first value stays on the same day of the week. */
export function lastSeasons(values: Gaps, season: number): Gaps {
  const surplus = values.length - MOST_SEASONS * season;
  return surplus <= 0 ? values : values.slice(Math.ceil(surplus / season) * season);
}

/** The most recent ones, evenly apart, the last value always among them. */
function originsOf(first: number, last: number, most: number): number[] {
  const count = last - first + 1;
  if (count <= 0) return [];
  const apart = Math.max(1, Math.min(2, Math.floor(count / most)));
  const origins: number[] = [];
  for (let at = last; at >= first && origins.length < most; at -= apart) origins.unshift(at);
  return origins;
}

export function levelOf(past: Gaps, season: number): number {
  const recent = past.slice(-LEVEL_SEASONS * season).filter((value) => value !== null);
  if (recent.length === 0) return 0;
  return recent.reduce((sum, value) => sum + Math.abs(value), 0) / recent.length;
}

function naiveError(past: Gaps, season: number): number {
  let sum = 0;
  let count = 0;
  for (let t = season; t < past.length; t++) {
    const [now, before] = [past[t], past[t - season]];
    if (now == null || before == null) continue;
    sum += Math.abs(now - before);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Forecast less truth at each step that was known before `until`; null where nothing was measured. */
export function errorsOf(trial: Trial, model: ModelName, until: number): (number | null)[] {
  const path = trial.paths[model];
  if (!path) return [];
  const known = trial.actual.slice(0, Math.max(0, until - trial.origin));
  return known.map((value, k) => (value === null ? null : (path[k] ?? 0) - value));
}

/** The mean absolute scaled error of a model over the trials; null when it could not be measured. */
export function maseOf(trials: readonly Trial[], model: ModelName, until: number): number | null {
  let sum = 0;
  let count = 0;
  for (const trial of trials) {
    if (trial.scale === 0) continue;
    for (const error of errorsOf(trial, model, until)) {
      if (error === null) continue;
      sum += Math.abs(error) / trial.scale;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}

/** How much nearer than the blend a single model has to be: a few weeks of errors do not tell them apart. */
const MARGIN = 0.9;

/** The model that was nearest; repeating the last season unless something was nearer than that. */
export function nearest(trials: readonly Trial[], until: number): ModelName {
  let best: ModelName = "seasonal-naive";
  let least = maseOf(trials, best, until) ?? Number.POSITIVE_INFINITY;
  for (const model of MODEL_NAMES.toReversed()) {
    // A model that had enough history on only some of the days is not compared on others.
    if (trials.some(({ paths }) => !paths[model])) continue;
    const mase = maseOf(trials, model, until);
    if (mase === null || mase >= least * (best === "blend" ? MARGIN : 1)) continue;
    best = model;
    least = mase;
  }
  return best;
}
