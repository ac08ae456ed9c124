/** What a chart is given: every bucket present, and an honest null where nothing was measured. */

export type Point = { readonly at: string; readonly value: number | null };
export type Series = {
  readonly key: string;
  readonly label: string;
  readonly points: readonly Point[];
};

/**
 * Reads a value for every bucket of a time axis, so that gaps are stated rather than skipped.
 * What an empty bucket means is the measurer's call: no calls is zero, no latency is null.
 */
export function dense(axis: readonly Date[], measure: (at: number) => number | null): Point[] {
  return axis.map((at) => ({ at: at.toISOString(), value: measure(at.getTime()) }));
}

/** The most recent measured value, or null when the whole range is empty. */
export function latest({ points }: Series): number | null {
  return points.findLast(({ value }) => value !== null)?.value ?? null;
}

/** Points with a gap on both sides: no line passes through them, so a chart must dot them or hide real data. */
export function isolated({ points }: Series): ReadonlySet<number> {
  const measured = (i: number) => points[i]?.value != null;
  return new Set(
    [...points.keys()].filter((i) => measured(i) && !measured(i - 1) && !measured(i + 1)),
  );
}

/** What was measured in all, with gaps as nothing. */
export function totalOf({ points }: Series): number {
  return points.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

export const OTHER_KEY = "__other__";

/**
 * The largest series by total, and the rest added up as one. Only for what adds: counts, tokens, money.
 * Everything is kept when there is room for it: `most` + 1 series take no more colours than `most` and "other".
 */
export function topSeries(series: readonly Series[], most = 7): Series[] {
  const ranked = series
    .map((one) => ({ one, total: totalOf(one) }))
    .sort((a, b) => b.total - a.total || (a.one.key < b.one.key ? -1 : 1))
    .map(({ one }) => one);
  if (ranked.length <= most + 1) return ranked;
  const rest = ranked.slice(most);
  return [...ranked.slice(0, most), { ...added(rest), label: `${rest.length} others` }];
}

function added(series: readonly Series[]): Omit<Series, "label"> {
  const sums = new Map<string, number | null>();
  for (const { at, value } of series.flatMap(({ points }) => points)) {
    const sum = sums.get(at) ?? null;
    sums.set(at, value === null ? sum : (sum ?? 0) + value);
  }
  const points = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return { key: OTHER_KEY, points: points.map(([at, value]) => ({ at, value })) };
}

/** A series for a hundred pixels: the mean of each run of points, null where a run measured nothing. */
export function sparkline({ points }: Series, most = 48): (number | null)[] {
  if (points.length <= most) return points.map(({ value }) => value);
  return Array.from({ length: most }, (_, i) => {
    const from = Math.floor((i * points.length) / most);
    const to = Math.floor(((i + 1) * points.length) / most);
    const values = points.slice(from, to).flatMap(({ value }) => (value === null ? [] : [value]));
    return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
  });
}
