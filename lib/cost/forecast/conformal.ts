/** Split-conformal intervals: as wide as the errors of the past say, for days and for their total. */
import { errorsOf, type Trial } from "./backtest";
import type { ModelName } from "./models";

/** The share of truths that an interval is to hold. */
export const NOMINAL = 0.8;

/** Errors k + 1 steps ahead share a little of their cause with their neighbours'; their sums share all but one step. */
const POINT_OVERLAP = 0.25;

/** Below so many errors a width would be a guess. */
const LEAST_ERRORS = 5;

/** Half widths in units of the series' level; null where there are too few errors. */
export type Widths = {
  /** For each step ahead. */
  readonly points: readonly (number | null)[];
  /** For the sum of the first k + 1 steps. */
  readonly totals: readonly (number | null)[];
};

export function widthsOf(
  trials: readonly Trial[],
  model: ModelName,
  until: number,
  horizon: number,
): Widths {
  const scaled = trials
    .filter(({ level }) => level > 0)
    .map((trial) =>
      errorsOf(trial, model, until).map((e) => (e === null ? null : e / trial.level)),
    );
  const sums = scaled.map(runningSums);
  const at = (rows: readonly (readonly (number | null)[])[], k: number, overlap: number) =>
    quantile(
      rows.map((row) => row[k] ?? null),
      overlap,
    );
  const steps = Array.from({ length: horizon }, (_, k) => k);
  return {
    points: widened(steps.map((k) => at(scaled, k, (k + 1) ** POINT_OVERLAP))),
    totals: stretched(widened(steps.map((k) => at(sums, k, k + 1)))),
  };
}

/** The sum up to each step, as long as every step was measured. */
function runningSums(errors: readonly (number | null)[]): (number | null)[] {
  let sum: number | null = 0;
  return errors.map((error) => {
    sum = sum === null || error === null ? null : sum + error;
    return sum;
  });
}

/**
 * The size that ceil((n + 1) 0.8) of n past errors kept within: it holds for the next one as well as it held
 * for them. Errors of days next to each other tell nearly the same, so that n counts them by `overlap`.
 */
function quantile(errors: readonly (number | null)[], overlap: number): number | null {
  const sizes = errors.filter((error) => error !== null).map(Math.abs);
  if (sizes.length < LEAST_ERRORS) return null;
  sizes.sort((a, b) => a - b);
  const independent = 1 + (sizes.length - 1) / overlap;
  const share = (NOMINAL * (independent + 1)) / independent;
  // Too few to hold that share: more than the largest that was seen.
  if (share > 1) return (sizes.at(-1) ?? 0) * share;
  return sizes[Math.ceil(share * sizes.length) - 1] ?? null;
}

/** The far future is not surer than the near one: a width that a few lucky trials made smaller is not believed. */
function widened(widths: readonly (number | null)[]): (number | null)[] {
  let widest: number | null = null;
  return widths.map((width) => {
    if (width !== null) widest = Math.max(width, widest ?? 0);
    return widest;
  });
}

/** Sums further ahead than any that was tried: as if all their errors pointed one way. */
function stretched(widths: readonly (number | null)[]): (number | null)[] {
  const tried = widths.findLastIndex((width, k) => width !== null && width !== widths[k - 1]);
  const last = widths[tried] ?? null;
  return widths.map((width, k) =>
    last === null || k <= tried ? width : Math.max(width ?? 0, (last * (k + 1)) / (tried + 1)),
  );
}
