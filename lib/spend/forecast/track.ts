/** What would have been said on each of the last days for the day that began, held against what came. */
import { nearest, trialsOf } from "@/lib/cost/forecast/backtest";
import { widthsOf } from "@/lib/cost/forecast/conformal";

export type Said = {
  readonly date: string;
  readonly said: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly actual: number;
};

const WEEK = 7;
/** Before a choice among models means anything. */
const LEAST_TRIALS = 8;

/**
 * The same replay as the forecast's own record: each day's model and interval come from the days before it.
 * `dates` are those of `values`.
 */
export function trackOf(values: readonly number[], dates: readonly string[], last: number): Said[] {
  const trials = trialsOf(values, WEEK, WEEK);
  return trials
    .map((trial, i) => ({ trial, before: trials.slice(0, i) }))
    .filter(
      ({ trial, before }) => before.length >= LEAST_TRIALS && isLast(trial.origin, values, last),
    )
    .flatMap(({ trial, before }) => {
      const { origin, paths, level } = trial;
      const model = nearest(before, origin);
      const [said] = paths[model] ?? [];
      const [actual] = trial.actual;
      const date = dates[origin];
      if (said === undefined || actual == null || date === undefined) return [];
      const width = widthsOf(before, model, origin, WEEK).points[0] ?? null;
      const half = width === null ? null : width * level;
      return [
        {
          ...{ date, said, actual },
          low: half === null ? null : Math.max(0, said - half),
          high: half === null ? null : said + half,
        },
      ];
    });
}

const isLast = (origin: number, values: readonly number[], last: number): boolean =>
  origin >= values.length - last;

/** The share of days within the interval that had been given for them; null: none had one. */
export function coverageOf(said: readonly Said[]): number | null {
  const judged = said.flatMap(({ low, high, actual }) =>
    low === null || high === null ? [] : [actual >= low && actual <= high],
  );
  return judged.length === 0 ? null : judged.filter(Boolean).length / judged.length;
}
