/** Lines as they travel: one axis for a whole page and bare values, a tenth of the bytes of dated points. */
import type { Point } from "@/lib/core/series";
import { decodeInto, emptySketch, encode, quantile, type Sketch } from "@/lib/core/sketch";
import { byStart, inBuckets, measured, type Timeline, type Value } from "./timeline";

export type Axis = { readonly from: string; readonly stepMs: number; readonly count: number };
export type Line = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly Value[];
};
/** Lines of the present and, where compared, the same lines one length earlier. */
export type Chart = {
  /** Its own, where it is wider than the page's. */
  readonly axis?: Axis;
  readonly lines: readonly Line[];
  readonly previous: readonly Line[] | null;
};

export const axisOf = ({ starts, stepMs }: Timeline): Axis => ({
  from: new Date(starts[0] ?? 0).toISOString(),
  stepMs,
  count: starts.length,
});

export function pointsOf({ from, stepMs }: Axis, values: readonly Value[]): Point[] {
  const start = Date.parse(from);
  return values.map((value, i) => ({ at: new Date(start + i * stepMs).toISOString(), value }));
}

type SketchRow = { readonly at: Date | null; readonly sketch: Sketch };

const PERCENTILES = [
  ["p50", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
] as const;

export type Percentiles = Record<"p50" | "p95" | "p99", Value>;

/** Percentiles in wider buckets than were read, from the sketches merged there. */
export function percentilesWithin(line: Timeline, rows: readonly SketchRow[]): Line[] {
  return percentileLines(line, mergedIn(line, rows));
}

export function mergedIn(
  line: Timeline,
  rows: readonly SketchRow[],
): { readonly at: Date; readonly sketch: Sketch }[] {
  const groups = new Map<number, Sketch[]>();
  for (const { at, sketch } of inBuckets(line, rows)) {
    const start = at?.getTime() ?? 0;
    groups.set(start, [...(groups.get(start) ?? []), sketch]);
  }
  return [...groups].map(([at, sketches]) => ({ at: new Date(at), sketch: merged(sketches) }));
}

export function percentileSparks(
  line: Timeline,
  rows: readonly SketchRow[],
): Record<keyof Percentiles, readonly Value[]> {
  const [p50, p95, p99] = percentilesWithin(line, rows);
  return { p50: p50?.values ?? [], p95: p95?.values ?? [], p99: p99?.values ?? [] };
}

export const observedIn = (rows: readonly SketchRow[]): number =>
  rows.reduce((sum, { sketch }) => sum + sketch.n, 0);

/** The three percentiles over time, each from its bucket's merged sketch; a bucket without one is a gap. */
function percentileLines(timeline: Timeline, rows: readonly SketchRow[]): Line[] {
  const at = byStart(rows);
  return PERCENTILES.map(([key, q]) => ({
    key,
    label: key,
    values: measured(timeline, (start) => quantileAt(at.get(start), q)),
  }));
}

export const quantileAt = (row: SketchRow | undefined, q: number): Value =>
  row === undefined ? null : quantile(row.sketch, q);

/** One sketch of many: never an average of percentiles. */
export function merged(sketches: Iterable<Sketch>): Sketch {
  const all = emptySketch();
  for (const sketch of sketches) decodeInto(all, encode(sketch), sketch);
  return all;
}

export function percentilesOf(sketch: Sketch | undefined): Percentiles {
  const at = (q: number): Value => {
    const value = sketch === undefined ? null : quantile(sketch, q);
    return value === null ? null : Number(value.toPrecision(5));
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const SPARK_POINTS = 48;

/** A line for a hundred pixels: means of runs of buckets, a gap where a run measured nothing. */
export function sparkOf(values: readonly Value[]): Value[] {
  if (values.length <= SPARK_POINTS) return [...values];
  return Array.from({ length: SPARK_POINTS }, (_, i) => {
    const from = Math.floor((i * values.length) / SPARK_POINTS);
    const to = Math.floor(((i + 1) * values.length) / SPARK_POINTS);
    const known = values.slice(from, to).filter((value) => value !== null);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    return known.length === 0 ? null : Number(mean.toPrecision(3));
  });
}
