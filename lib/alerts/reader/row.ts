/** What the rollups hold, in one form for all of them: where it comes from, and what was counted or measured. */

import type { Dimension } from "@/lib/alerts/filter";
import type { Labels } from "@/lib/alerts/labels";
import { decodeInto, emptySketch, type Sketch } from "@/lib/core/sketch";

/** Names in the rollups' own words; one that was not asked for is absent. */
type Counts = Readonly<Record<string, number>>;

/** A distribution: its moments, and its histogram where that was asked for. */
export type Shape = {
  readonly n: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly lastAt: number;
  readonly chunk: Buffer | null;
};

export type Row = {
  /** Start of its step in milliseconds; null where the whole window is one. */
  readonly at: number | null;
  /** The newest bucket, or sample where that is known. */
  readonly newestAt: number;
  readonly dims: Readonly<Partial<Record<Dimension, string>>>;
  /** Of a metric: what it was sent with. */
  readonly labels: Labels;
  readonly name: string;
  /** Tells the series of one window apart. */
  readonly series: string;
  readonly counts: Counts;
  readonly shape: Shape | null;
};

const decoded = new WeakMap<Shape, Sketch>();

/** One row decodes once, however many rules look at it. */
function sketchOf(shape: Shape): Sketch {
  const known = decoded.get(shape);
  if (known) return known;
  const sketch = emptySketch();
  if (shape.chunk) decodeInto(sketch, shape.chunk, shape);
  decoded.set(shape, sketch);
  return sketch;
}

export function mergedSketch(rows: readonly Row[]): Sketch {
  const shapes = rows.flatMap(({ shape }) => shape ?? []);
  const [only] = shapes;
  if (only && shapes.length === 1) return sketchOf(only);
  const sketch = emptySketch();
  for (const shape of shapes) if (shape.chunk) decodeInto(sketch, shape.chunk, shape);
  return sketch;
}

/** The moments of several rows; null without any. */
export function mergedShape(rows: readonly Row[]): Omit<Shape, "chunk"> | null {
  let n = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let last = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const { shape } of rows) {
    if (!shape) continue;
    n += shape.n;
    sum += shape.sum;
    min = Math.min(min, shape.min);
    max = Math.max(max, shape.max);
    if (shape.lastAt < lastAt) continue;
    last = shape.last;
    lastAt = shape.lastAt;
  }
  return n === 0 ? null : { n, sum, min, max, last, lastAt };
}

export const total = (rows: readonly Row[], name: string): number =>
  rows.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);

export const newestOf = (rows: readonly Row[]): number =>
  rows.reduce((newest, { newestAt }) => Math.max(newest, newestAt), 0);
