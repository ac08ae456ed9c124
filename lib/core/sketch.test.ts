/** The sketch keeps its laws: merge in any order, err by at most 1.09 %, lose no observation. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rngOf } from "./rng";
import {
  compact,
  countAbove,
  decodeInto,
  emptySketch,
  encode,
  heat,
  mergeChunks,
  observe,
  quantile,
  type Sketch,
  toExponential,
} from "./sketch";

const TOLERANCE = 0.0109;

function sketchOf(values: readonly number[]): Sketch {
  const sketch = emptySketch();
  for (const value of values) observe(sketch, value);
  return sketch;
}

const chunkOf = (values: readonly number[]) => encode(sketchOf(values));
const concat = (...chunks: Uint8Array[]) => new Uint8Array(Buffer.concat(chunks));

/** Nearest rank, counted from one: the convention the sketch states. */
function exact(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length - 1e-9)) - 1] ?? Number.NaN;
}

const positive = fc.oneof(
  fc.double({ min: 1e-3, max: 3.6e7, noNaN: true }),
  fc.double({ min: -19, max: 39, noNaN: true }).map((octave) => 2 ** octave),
  fc.constantFrom(0, 1, 2, 1024, 2 ** -20, 2 ** 40, 0.125),
);
const samples = fc.array(positive, { maxLength: 200 });
const some = fc.array(positive, { minLength: 1, maxLength: 200 });
const quantiles = fc.constantFrom(0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1);

describe("chunks", () => {
  test("merge commutatively and associatively", () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [x, y, z] = [chunkOf(a), chunkOf(b), chunkOf(c)] as const;
        const all = mergeChunks([x, y, z]);
        expect(mergeChunks([z, y, x])).toEqual(all);
        expect(mergeChunks([mergeChunks([x, y]), z])).toEqual(all);
        expect(mergeChunks([x, mergeChunks([y, z])])).toEqual(all);
        expect(all).toEqual(chunkOf([...a, ...b, ...c]));
      }),
    );
  });

  test("are closed under concatenation: any split of the values folds to the same sketch", () => {
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 8 }), (parts) => {
        const glued = concat(...parts.map(chunkOf));
        const whole = sketchOf(parts.flat());
        const read = emptySketch();
        decodeInto(read, glued, whole);
        expect(encode(read)).toEqual(encode(whole));
        expect(read.n).toBe(whole.n);
        for (const q of [0, 0.5, 0.95, 1]) expect(quantile(read, q)).toBe(quantile(whole, q));
      }),
    );
  });

  test("compact to a fixed point", () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const glued = concat(chunkOf(a), chunkOf(b));
        const once = compact(glued);
        expect(compact(once)).toEqual(once);
        expect(once.length).toBeLessThanOrEqual(glued.length);
      }),
    );
  });

  test("carry counts beyond 32 bits", () => {
    const sketch = emptySketch();
    observe(sketch, 5, 2 ** 40 + 3);
    observe(sketch, 7, 129);
    const read = emptySketch();
    decodeInto(read, encode(sketch));
    expect(read.n).toBe(2 ** 40 + 3 + 129);
  });

  test("hold a microsecond to ten hours, in milliseconds, in indexes of two bytes", () => {
    for (const ms of [0.001, 1, 1_000, 36_000_000]) expect(chunkOf([ms])).toHaveLength(3);
    expect(chunkOf([0])).toHaveLength(2);
  });

  test("refuse bytes that are not a chunk", () => {
    const acc = emptySketch();
    expect(() => decodeInto(acc, Uint8Array.of(0x85))).toThrow(RangeError);
    expect(() => decodeInto(acc, Uint8Array.of(5))).toThrow(RangeError);
    expect(() => decodeInto(acc, Uint8Array.of(0xff, 0x7f, 1))).toThrow(RangeError);
  });

  test("without moments still answer within the bounds of their buckets", () => {
    fc.assert(
      fc.property(some, quantiles, (values, q) => {
        const read = emptySketch();
        decodeInto(read, chunkOf(values));
        const truth = exact(values, q);
        const answer = quantile(read, q) ?? Number.NaN;
        expect(Math.abs(answer - truth)).toBeLessThanOrEqual(truth * TOLERANCE + 2 ** -20);
      }),
    );
  });
});

describe("a quantile", () => {
  test("is within 1.09 % of the value of that rank, whatever the values", () => {
    fc.assert(
      fc.property(some, quantiles, (values, q) => {
        const truth = exact(values, q);
        const answer = quantile(sketchOf(values), q) ?? Number.NaN;
        expect(Math.abs(answer - truth)).toBeLessThanOrEqual(truth * TOLERANCE + 2 ** -20);
      }),
    );
  });

  const shapes: Record<string, (rng: ReturnType<typeof rngOf>) => number> = {
    "two humps": (rng) => (rng.next() < 0.5 ? 20 + rng.next() : 9_000 + 500 * rng.next()),
    "a heavy tail": (rng) => 3 / (1 - rng.next()) ** 2,
    "a lognormal": (rng) => rng.lognormal(900, 1.2),
    "uniform in the logarithm": (rng) => 10 ** (-2 + 9 * rng.next()),
    uniform: (rng) => 1 + 10_000 * rng.next(),
    "few distinct values": (rng) => [12, 12.1, 12.2, 40_000][rng.int(0, 3)] ?? 0,
    "a constant": () => 1_234.5678,
  };

  test.each(Object.keys(shapes))("of %s is within 1.09 % at p1 to p99.9, for n from 20", (name) => {
    const draw = shapes[name];
    if (!draw) throw new Error(name);
    for (let seed = 0; seed < 150; seed++) {
      const rng = rngOf(seed);
      const n = rng.int(20, seed % 10 === 0 ? 20_000 : 600);
      const values = Array.from({ length: n }, () => draw(rng));
      const sketch = sketchOf(values);
      for (const q of [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999]) {
        const truth = exact(values, q);
        const error = Math.abs((quantile(sketch, q) ?? Number.NaN) - truth) / truth;
        expect(error).toBeLessThanOrEqual(TOLERANCE);
      }
    }
  });

  test("of one value, and of a constant, is exact", () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 50 }), quantiles, (value, n, q) => {
        expect(quantile(sketchOf(Array(n).fill(value)), q)).toBe(value);
      }),
    );
  });

  test("of nothing is null", () => {
    expect(quantile(emptySketch(), 0.95)).toBeNull();
  });

  test("never leaves the range of what was seen", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { minLength: 1 }),
        quantiles,
        (values, q) => {
          const answer = quantile(sketchOf(values), q) ?? Number.NaN;
          expect(answer).toBeGreaterThanOrEqual(Math.min(...values));
          expect(answer).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });
});

describe("odd values", () => {
  test("below zero count as zero but keep their size in min and sum", () => {
    const sketch = sketchOf([-5, 10]);
    expect(sketch).toMatchObject({ n: 2, sum: 5, min: -5, max: 10 });
    expect(quantile(sketch, 0.5)).toBe(0);
    expect(toExponential(sketch).zeroCount).toBe(1);
  });

  test.each([Number.NaN, Infinity, -Infinity])("%s is refused", (value) => {
    expect(() => observe(emptySketch(), value)).toThrow(RangeError);
  });

  test.each([0, -1, 1.5])("a count of %s is refused", (count) => {
    expect(() => observe(emptySketch(), 1, count)).toThrow(RangeError);
  });
});

describe("counting", () => {
  test("above a threshold is right to within the bucket it cuts", () => {
    fc.assert(
      fc.property(some, positive, (values, threshold) => {
        const above = countAbove(sketchOf(values), threshold);
        const near = (x: number) => Math.abs(x - threshold) <= threshold * 0.022 + 2 ** -20;
        const sure = values.filter((x) => x > threshold && !near(x)).length;
        const possible = values.filter((x) => x > threshold || near(x)).length;
        expect(above).toBeGreaterThanOrEqual(sure);
        expect(above).toBeLessThanOrEqual(possible);
      }),
    );
  });

  test("above zero leaves out the zeros", () => {
    expect(countAbove(sketchOf([0, 0, 5]), 0)).toBe(1);
    expect(countAbove(sketchOf([0, -1, 5]), 0)).toBe(1);
  });

  test("by cells of a heat map loses nobody", () => {
    fc.assert(
      fc.property(some, fc.uniqueArray(positive, { maxLength: 12 }), (values, edges) => {
        const cells = heat(
          sketchOf(values),
          edges.toSorted((a, b) => a - b),
        );
        expect(cells).toHaveLength(edges.length + 1);
        expect(Math.min(...cells)).toBeGreaterThanOrEqual(0);
        expect(cells.reduce((sum, cell) => sum + cell, 0)).toBe(values.length);
      }),
    );
    expect(heat(sketchOf([1, 5, 50, 500]), [2, 10, 100])).toEqual([1, 1, 1, 1]);
  });
});

describe("the exponential form", () => {
  test("places every value inside (base^i, base^(i+1)] of its own bucket", () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -19, max: 2 ** 40, noNaN: true }), (value) => {
        const { positive: buckets, scale, zeroCount } = toExponential(sketchOf([value]));
        expect([scale, zeroCount, buckets.bucketCounts]).toEqual([5, 0, [1]]);
        const base = 2 ** (1 / 32);
        expect(value).toBeGreaterThanOrEqual(base ** buckets.offset * (1 - 1e-12));
        expect(value).toBeLessThanOrEqual(base ** (buckets.offset + 1) * (1 + 1e-12));
      }),
    );
  });

  test("counts everybody once", () => {
    fc.assert(
      fc.property(samples, (values) => {
        const { count, zeroCount, positive: buckets } = toExponential(sketchOf(values));
        expect(count).toBe(values.length);
        expect(zeroCount + buckets.bucketCounts.reduce((a, b) => a + b, 0)).toBe(count);
      }),
    );
  });
});
