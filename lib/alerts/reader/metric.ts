/** Figures out of metrics: each series over the window, then the series of a group together. */
import type { Across, Aggregation } from "@/lib/alerts/signal";
import { quantile } from "@/lib/core/sketch";
import { SECOND } from "@/lib/core/time";
import type { Figure, Window } from "./part";
import { mergedShape, mergedSketch, newestOf, type Row } from "./row";

export type MetricAsk = {
  readonly aggregation: Aggregation;
  readonly percentile?: number | undefined;
  readonly across: Across;
};

export const isGrowing = (aggregation: Aggregation): boolean =>
  aggregation === "increase" || aggregation === "rate";

export const metricFigure =
  (ask: MetricAsk) =>
  (rows: readonly Row[], window: Window): Figure | null => {
    const inside = rows.filter(({ at }) => at === null || at >= window.from);
    const n = mergedShape(inside)?.n ?? 0;
    if (n === 0) return null;
    const value = overAll(ask, rows, inside, window);
    return value === null ? null : { value, n: n * window.scale, at: newestOf(inside) };
  };

function overAll(
  ask: MetricAsk,
  rows: readonly Row[],
  inside: readonly Row[],
  window: Window,
): number | null {
  // A mean of percentiles means nothing: all samples together have one.
  if (ask.aggregation === "percentile" && ask.across === "mean")
    return quantile(mergedSketch(inside), (ask.percentile ?? 0) / 100);
  const series = [...bySeries(isGrowing(ask.aggregation) ? rows : inside).values()];
  const values = series.flatMap((own) => overWindow(ask, own, window) ?? []);
  return values.length === 0 ? null : together(ask.across, values);
}

export function bySeries(rows: readonly Row[]): Map<string, Row[]> {
  const series = new Map<string, Row[]>();
  for (const row of rows) {
    const own = series.get(row.series);
    if (own) own.push(row);
    else series.set(row.series, [row]);
  }
  return series;
}

function together(across: Across, values: readonly number[]): number {
  switch (across) {
    case "sum":
      return values.reduce((sum, value) => sum + value, 0);
    case "mean":
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case "min":
      return Math.min(...values);
    case "max":
      return Math.max(...values);
    case "count":
      return values.length;
  }
}

function overWindow(
  { aggregation, percentile }: MetricAsk,
  rows: readonly Row[],
  window: Window,
): number | null {
  const shape = mergedShape(rows);
  if (!shape) return null;
  switch (aggregation) {
    case "mean":
      return shape.sum / shape.n;
    case "sum":
      return shape.sum * window.scale;
    case "count":
      return shape.n * window.scale;
    case "increase":
      return growth(rows, window) * window.scale;
    case "rate":
      return (growth(rows, window) * SECOND) / (window.to - window.from);
    case "percentile":
      return quantile(mergedSketch(rows), (percentile ?? 0) / 100);
    default:
      return shape[aggregation];
  }
}

/**
 * How much a counter grew: bucket by bucket, from the last value before the window if there is one.
 * A value below the one before means that it began again at nought.
 */
function growth(rows: readonly Row[], { from }: Window): number {
  const ordered = rows.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  let previous: number | null = null;
  let sum = 0;
  for (const { at, shape } of ordered) {
    if (!shape) continue;
    if (at === null || at >= from) sum += grown(previous ?? shape.min, shape);
    previous = shape.last;
  }
  return sum;
}

function grown(previous: number, { min, max, last }: NonNullable<Row["shape"]>): number {
  if (last < max) return Math.max(0, max - previous) + last;
  return min < previous ? last : last - previous;
}
