/** The clocks of incidents, held against a plainer way to reckon them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clocksOf, type Lived, periodOf, spreadOf } from "./clocks";

const lived = (more: Partial<Lived> = {}): Lived => ({
  ...{ startedMs: 1_000, detectedMs: 1_300, pagedMs: 1_400, answeredMs: 1_900 },
  ...{ mitigatedMs: 5_000, resolvedMs: 9_000 },
  ...more,
});

describe("the clocks of one incident", () => {
  test("run from its beginning, but for the answer, which is waited for from the page on", () => {
    expect(clocksOf(lived())).toEqual({
      ...{ detectMs: 300, acknowledgeMs: 500, mitigateMs: 4_000, resolveMs: 8_000 },
    });
  });

  test("stand still where an end of theirs is not known", () => {
    expect(clocksOf(lived({ pagedMs: null, mitigatedMs: null, resolvedMs: null }))).toEqual({
      ...{ detectMs: 300, acknowledgeMs: null, mitigateMs: null, resolveMs: null },
    });
  });

  test("say that nobody waited for whoever answered before the page arrived", () => {
    expect(clocksOf(lived({ answeredMs: 1_350 })).acknowledgeMs).toBe(0);
  });
});

/** The value below which a share of the others lies, found by walking instead of by formula. */
function walkedQuantile(values: readonly number[], q: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  const steps = 1_000;
  const fine = ordered.flatMap((value, i) => {
    const next = ordered[i + 1];
    return next === undefined
      ? [value]
      : Array.from({ length: steps }, (_, j) => value + ((next - value) * j) / steps);
  });
  return fine[Math.round(q * (fine.length - 1))] ?? Number.NaN;
}

describe("a spread", () => {
  test("is that of a spreadsheet", () => {
    expect(spreadOf([15, 20, 35, 40, 50])).toEqual({ count: 5, mean: 32, median: 35, p90: 46 });
    expect(spreadOf([null, 7, null])).toEqual({ count: 1, mean: 7, median: 7, p90: 7 });
    expect(spreadOf([null])).toEqual({ count: 0, mean: null, median: null, p90: null });
  });

  test("agrees with walking along the ordered values, whatever their order", () => {
    const values = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, (all) => {
        const { median, p90, mean, count } = spreadOf(all);
        expect(count).toBe(all.length);
        expect(mean).toBeCloseTo(all.reduce((a, b) => a + b, 0) / all.length, 6);
        const widest = Math.max(...all) - Math.min(...all);
        for (const [found, q] of [
          [median, 0.5],
          [p90, 0.9],
        ] as const)
          expect(Math.abs((found ?? Number.NaN) - walkedQuantile(all, q))).toBeLessThanOrEqual(
            widest / 1_000 + 1e-9,
          );
      }),
    );
  });
});

/** Each millisecond by itself: well, or not. */
function walkedGaps(all: readonly (readonly [number, number | null])[], until: number): number[] {
  const gaps: number[] = [];
  let well: number | null = null;
  let hasBeenIll = false;
  for (let t = 0; t < until; t++) {
    const isIll = all.some(([from, to]) => from <= t && t < (to ?? until));
    if (isIll && well !== null && hasBeenIll) gaps.push(t - well);
    if (isIll) [well, hasBeenIll] = [null, true];
    else well ??= t;
  }
  return gaps;
}

describe("a period", () => {
  const at = (startedMs: number, resolvedMs: number | null, isDrill = false) => ({
    ...lived({ startedMs, resolvedMs, mitigatedMs: null, detectedMs: startedMs }),
    isDrill,
  });

  test("leaves drills out, and counts what is open without averaging it", () => {
    const period = periodOf([at(10, 20), at(30, null), at(5, 50, true)], 0, 100);
    expect(period).toMatchObject({ count: 2, open: 1 });
    expect(period.resolve).toEqual({ count: 1, mean: 10, median: 10, p90: 10 });
  });

  test("takes the gap before its first incident, and none before it", () => {
    const period = periodOf([at(10, 20), at(40, 50), at(90, 95)], 30, 100);
    expect(period.betweenFailures).toMatchObject({ count: 2, mean: 30 });
  });

  test("finds the stretches in which nothing was wrong, as somebody watching each instant would", () => {
    const incident = fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 8 }), (some) => {
        const all = some.map(([from, length]) => [from, from + length] as const);
        const { betweenFailures } = periodOf(
          all.map(([from, to]) => at(from, to)),
          0,
          200,
        );
        const walked = walkedGaps(all, 200);
        expect(betweenFailures.count).toBe(walked.length);
        const sum = walked.reduce((a, b) => a + b, 0);
        if (walked.length > 0) expect(betweenFailures.mean).toBeCloseTo(sum / walked.length, 6);
      }),
    );
  });
});
