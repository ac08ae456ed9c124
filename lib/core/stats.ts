/** Exact statistics of small samples, where the raw values are at hand. */

/** The value of rank ceil(q n), counted from one: the convention of sketches and of Postgres' `percentile_disc`. */
export function percentile(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(q * sorted.length - 1e-9));
  return sorted[rank - 1] ?? null;
}

/** The middle value; of an even number, the mean of the middle two. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** Median absolute deviation: a spread that one wild value cannot move. Unscaled. */
export function medianDeviation(values: readonly number[]): number | null {
  const middle = median(values);
  return middle === null ? null : median(values.map((value) => Math.abs(value - middle)));
}
