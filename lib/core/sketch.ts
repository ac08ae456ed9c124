/** A mergeable histogram of positive values whose quantiles are within 1.09 % of the truth, stored as bytes that merge by concatenation. */

/**
 * The grid is the base-2 exponential one of OpenTelemetry and Prometheus at scale 5: bucket i
 * holds (base^i, base^(i+1)], base = 2^(1/32). A fixed grid makes every merge exact.
 */
const SCALE = 5;
const PER_OCTAVE = 2 ** SCALE;
const BASE = 2 ** (1 / PER_OCTAVE);
/** The harmonic middle of a bucket errs equally, by (base - 1) / (base + 1), at both of its ends. */
const MIDDLE = (2 * BASE) / (BASE + 1);

/** Stored index = grid index + OFFSET. Index 0 is the zero bucket: everything at or below 2^-20. */
const OFFSET = 20 * PER_OCTAVE + 1;
const LOWEST = 2 ** -20;
/** Values above 2^40 share the last bucket; `max` still knows better. */
const LAST = 60 * PER_OCTAVE;
const HIGHEST = 2 ** 40;

/** Mutable: counts of a contiguous run of buckets, starting at stored index `first`. Counts are exact to 2^53. */
export type Sketch = {
  counts: Float64Array;
  first: number;
  n: number;
  sum: number;
  min: number;
  max: number;
};

/** What a stored row knows exactly beside its chunk. */
export type Moments = { readonly sum: number; readonly min: number; readonly max: number };

const NOTHING = new Float64Array(0);

export function emptySketch(): Sketch {
  return { counts: NOTHING, first: 0, n: 0, sum: 0, min: Infinity, max: -Infinity };
}

/** Negative values, like zero, fall into the zero bucket; `min` and `sum` keep their true size. */
export function observe(sketch: Sketch, value: number, count = 1): void {
  if (!Number.isFinite(value)) throw new RangeError(`A sketch takes finite numbers, not ${value}`);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`A sketch counts in whole numbers from one, not ${count}`);
  addAt(sketch, indexOf(value), count);
  sketch.sum += value * count;
  if (value < sketch.min) sketch.min = value;
  if (value > sketch.max) sketch.max = value;
}

function indexOf(value: number): number {
  if (value <= LOWEST) return 0;
  if (value > HIGHEST) return LAST;
  return Math.ceil(Math.log2(value) * PER_OCTAVE) - 1 + OFFSET;
}

function addAt(sketch: Sketch, index: number, count: number): void {
  let at = index - sketch.first;
  if (at < 0 || at >= sketch.counts.length) {
    widen(sketch, index);
    at = index - sketch.first;
  }
  sketch.counts[at] = (sketch.counts[at] ?? 0) + count;
  sketch.n += count;
}

/** Grows the run to hold an index, by at least an octave and at least double on the side that grows. */
function widen(sketch: Sketch, index: number): void {
  const { counts, first } = sketch;
  if (counts.length === 0) {
    sketch.first = Math.max(0, index - PER_OCTAVE);
    sketch.counts = new Float64Array(2 * PER_OCTAVE);
    return;
  }
  const slack = Math.max(PER_OCTAVE, counts.length >> 1);
  const end = first + counts.length;
  const from = index < first ? Math.max(0, index - slack) : first;
  const to = index >= end ? Math.min(LAST + 1, index + slack) : end;
  sketch.counts = new Float64Array(to - from);
  sketch.counts.set(counts, first - from);
  sketch.first = from;
}

/** A chunk: (index, count) pairs of varints in ascending order. Two chunks put end to end are a chunk. */
export function encode({ counts, first }: Sketch): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] ?? 0;
    if (count === 0) continue;
    writeVarint(out, first + i);
    writeVarint(out, count);
  }
  return Uint8Array.from(out);
}

function writeVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

/** Where the last varint ended: one reader, no allocation in the hottest loop of every dashboard. */
let cursor = 0;

function readVarint(bytes: Uint8Array): number {
  let value = 0;
  let unit = 1;
  for (;;) {
    const byte = bytes[cursor++];
    if (byte === undefined) throw new RangeError("A sketch chunk ends inside a number");
    if (byte < 0x80) return value + byte * unit;
    value += (byte & 0x7f) * unit;
    unit *= 0x80;
  }
}

/**
 * Adds a chunk to an accumulator. Without the row's moments, sum, min and max are taken from the
 * buckets themselves: the bounds of the outermost ones, the middles for the sum.
 */
export function decodeInto(acc: Sketch, bytes: Uint8Array, moments?: Moments): void {
  const { length } = bytes;
  cursor = 0;
  while (cursor < length) {
    const index = readVarint(bytes);
    const count = readVarint(bytes);
    if (index > LAST) throw new RangeError(`A sketch chunk names bucket ${index}`);
    addAt(acc, index, count);
    if (moments === undefined) guess(acc, index, count);
  }
  if (moments === undefined || length === 0) return;
  acc.sum += moments.sum;
  if (moments.min < acc.min) acc.min = moments.min;
  if (moments.max > acc.max) acc.max = moments.max;
}

function guess(acc: Sketch, index: number, count: number): void {
  acc.sum += middleOf(index) * count;
  acc.min = Math.min(acc.min, lowerOf(index));
  acc.max = Math.max(acc.max, upperOf(index));
}

const upperOf = (index: number): number =>
  index === 0 ? LOWEST : 2 ** ((index + 1 - OFFSET) / PER_OCTAVE);
const lowerOf = (index: number): number => (index === 0 ? 0 : 2 ** ((index - OFFSET) / PER_OCTAVE));
const middleOf = (index: number): number => (index === 0 ? 0 : lowerOf(index) * MIDDLE);

/** One compact chunk out of many, or out of one grown by concatenation. */
export function mergeChunks(chunks: Iterable<Uint8Array>): Uint8Array {
  const acc = emptySketch();
  for (const chunk of chunks) decodeInto(acc, chunk);
  return encode(acc);
}

export function compact(bytes: Uint8Array): Uint8Array {
  return mergeChunks([bytes]);
}

/**
 * The value of rank ceil(q n), counted from one (Postgres' `percentile_disc`), or null when nothing
 * was observed. Clamped to [min, max], so a constant, or a single value, is answered exactly.
 */
export function quantile(sketch: Sketch, q: number): number | null {
  if (sketch.n === 0) return null;
  // The slack keeps 0.07 * 100 = 7.000000000000001 from asking for the eighth.
  let left = Math.max(1, Math.ceil(q * sketch.n - 1e-9 * Math.min(1e6, sketch.n)));
  for (let i = 0; i < sketch.counts.length; i++) {
    left -= sketch.counts[i] ?? 0;
    if (left <= 0) return clamp(middleOf(sketch.first + i), sketch);
  }
  return sketch.max;
}

const clamp = (value: number, { min, max }: Sketch): number => Math.min(max, Math.max(min, value));

/** How many observations exceed a threshold; inside the bucket it cuts, in proportion. */
export function countAbove(sketch: Sketch, threshold: number): number {
  return sketch.n - countUpTo(sketch, threshold);
}

function countUpTo(sketch: Sketch, limit: number): number {
  if (limit >= sketch.max) return sketch.n;
  if (limit < sketch.min) return 0;
  let total = 0;
  for (let i = 0; i < sketch.counts.length; i++) {
    const count = sketch.counts[i] ?? 0;
    const index = sketch.first + i;
    // What the zero bucket holds counts as zero: a threshold of zero does not cut it.
    const upper = index === 0 ? 0 : upperOf(index);
    if (upper > limit) {
      const lower = lowerOf(index);
      return total + Math.round(count * Math.max(0, (limit - lower) / (upper - lower)));
    }
    total += count;
  }
  return total;
}

/**
 * A column of a heat map: observations per cell, where cell i holds (edges[i-1], edges[i]], the first
 * everything up to edges[0] and one more everything beyond the last. The cells sum to `n`.
 */
export function heat(sketch: Sketch, edges: readonly number[]): number[] {
  let below = 0;
  const cells = edges.map((edge) => {
    const upTo = Math.max(below, countUpTo(sketch, edge));
    const cell = upTo - below;
    below = upTo;
    return cell;
  });
  return [...cells, sketch.n - below];
}

/** An OTLP ExponentialHistogramDataPoint, less its names and times; a Prometheus native histogram of schema 5. */
export type Exponential = {
  readonly scale: number;
  readonly count: number;
  readonly sum: number;
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  readonly positive: { readonly offset: number; readonly bucketCounts: readonly number[] };
};

/** The same buckets in the words of the standard: nothing is lost but the negative values' sign. */
export function toExponential(sketch: Sketch): Exponential {
  const { counts, first, n, sum } = sketch;
  const inBucket = (index: number) => counts[index - first] ?? 0;
  const zeroCount = inBucket(0);
  let from = Math.max(1, first);
  let to = first + counts.length;
  while (from < to && inBucket(from) === 0) from++;
  while (to > from && inBucket(to - 1) === 0) to--;
  return {
    scale: SCALE,
    count: n,
    sum,
    zeroCount,
    zeroThreshold: LOWEST,
    positive: {
      offset: from < to ? from - OFFSET : 0,
      bucketCounts: Array.from({ length: Math.max(0, to - from) }, (_, i) => inBucket(from + i)),
    },
  };
}
