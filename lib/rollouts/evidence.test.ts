/** The evidence has expectation one without a difference, exactly, and knows no order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addAbsolute,
  addPromotion,
  addRelative,
  eOf,
  logEOf,
  logMean,
  logRatio,
  logRatioOf,
  type Minute,
  NO_EVIDENCE,
  pAlwaysOf,
} from "./evidence";

const LN_FACTORIAL = [0];
for (let n = 1; n <= 200; n++) LN_FACTORIAL.push((LN_FACTORIAL[n - 1] ?? 0) + Math.log(n));
const lnChoose = (n: number, k: number): number =>
  (LN_FACTORIAL[n] ?? 0) - (LN_FACTORIAL[k] ?? 0) - (LN_FACTORIAL[n - k] ?? 0);

/** The expectation of the likelihood ratio when the true odds ratio is `truth`, over every outcome there is. */
function expectation(canary: number, control: number, bad: number, r: readonly number[]): number {
  const [truth = 1, r1 = 1, r0 = 1] = r;
  let all = 0;
  let sum = 0;
  for (let k = Math.max(0, bad - control); k <= Math.min(canary, bad); k++) {
    const chance = Math.exp(lnChoose(canary, k) + lnChoose(control, bad - k) + k * Math.log(truth));
    const minute = { canary, canaryBad: k, control, controlBad: bad - k };
    all += chance;
    sum += chance * Math.exp(logRatio(minute, r1, r0));
  }
  return sum / all;
}

/** True odds, supposed odds, tolerated odds. */
const RATES = [
  [1, 3, 1],
  [2, 10, 2],
  [2, 0.4, 2],
];
function* designsOf(most: number): Generator<[canary: number, control: number, bad: number]> {
  for (let canary = 1; canary < most; canary++)
    for (let control = 1; canary + control <= most; control++)
      for (let bad = 1; bad <= canary + control; bad++) yield [canary, control, bad];
}

/** Every design there is takes a while on a machine that is busy. */
const PATIENCE = { timeout: 60_000 };

describe("logRatio", PATIENCE, () => {
  test("has expectation 1 at the tolerated odds, in every design of up to 50 units", () => {
    let designs = 0;
    let worst = 0;
    for (const design of designsOf(50)) {
      worst = Math.max(worst, ...RATES.map((rates) => Math.abs(expectation(...design, rates) - 1)));
      designs++;
    }
    expect(designs).toBeGreaterThan(40_000);
    expect(worst).toBeLessThan(1e-9);
  });

  test("has expectation at most 1 for every canary that is better than tolerated", () => {
    for (const truth of [0.1, 0.5, 0.9])
      for (const r1 of [1.5, 2, 10])
        for (let bad = 1; bad <= 30; bad++)
          expect(expectation(10, 20, bad, [truth, r1, 1])).toBeLessThanOrEqual(1 + 1e-9);
  });

  test("a minute without bad units, or with one arm only, says nothing", () => {
    const nothing: Minute[] = [
      { canary: 5, canaryBad: 0, control: 45, controlBad: 0 },
      { canary: 0, canaryBad: 0, control: 45, controlBad: 9 },
      { canary: 5, canaryBad: 5, control: 0, controlBad: 0 },
    ];
    for (const minute of nothing) expect(logRatio(minute, 3, 1)).toBe(0);
  });

  test("where all are bad in both arms, nothing is told", () => {
    const outage = { canary: 50, canaryBad: 50, control: 450, controlBad: 450 };
    expect(logRatio(outage, 3, 1)).toBeCloseTo(0, 9);
  });

  test("stays finite for counts far beyond any minute's", () => {
    const minute = { canary: 50_000, canaryBad: 20_000, control: 50_000, controlBad: 10_000 };
    for (const r of [1.5, 10]) expect(Number.isFinite(logRatio(minute, r, 1))).toBe(true);
  });
});

test("against a limit, too, the expectation is 1 at the limit and less below", () => {
  const expected = (truth: number): number => {
    let sum = 0;
    for (let bad = 0; bad <= 40; bad++) {
      const chance = lnChoose(40, bad) + bad * Math.log(truth) + (40 - bad) * Math.log(1 - truth);
      sum += Math.exp(chance + logEOf(addAbsolute(NO_EVIDENCE, 40, bad, 0.02)));
    }
    return sum;
  };
  expect(expected(0.02)).toBeCloseTo(1, 9);
  expect(expected(0.01)).toBeLessThan(1);
  expect(expected(0.1)).toBeGreaterThan(1);
});

test("a limit near one half leaves suppositions that are shares", () => {
  expect(Number.isFinite(logEOf(addAbsolute(NO_EVIDENCE, 10, 10, 0.5)))).toBe(true);
});

describe("evidence", () => {
  const minutes = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.nat(), fc.nat())
      .map(([canary, control, a, b]) => ({
        ...{ canary, control, canaryBad: a % (canary + 1), controlBad: b % (control + 1) },
      })),
    { maxLength: 30 },
  );
  const sumOf = (all: readonly Minute[]) =>
    logEOf(all.reduce((so, minute) => addRelative(so, minute, 1), NO_EVIDENCE));

  test("does not care in which order the minutes came", () => {
    fc.assert(
      fc.property(minutes, (all) => {
        expect(sumOf(all.toReversed())).toBeCloseTo(sumOf(all), 6);
      }),
    );
  });

  test("of nothing is one", () => {
    expect(eOf(sumOf([]))).toBe(1);
    expect(pAlwaysOf(0)).toBe(1);
  });

  test("grows with a canary that is worse, and proves one that is not", () => {
    const bad = { canary: 50, canaryBad: 10, control: 50, controlBad: 1 };
    const good = { canary: 500, canaryBad: 10, control: 500, controlBad: 12 };
    expect(sumOf([bad])).toBeGreaterThan(0);
    expect(logEOf(addPromotion(NO_EVIDENCE, good, 2))).toBeGreaterThan(0);
    expect(logEOf(addPromotion(NO_EVIDENCE, bad, 2))).toBeLessThan(0);
  });

  test("agrees with binomial coins where bad units are rare", () => {
    const minute = { canary: 100_000, canaryBad: 3, control: 900_000, controlBad: 2 };
    const part = (r: number) => (0.1 * r) / (0.1 * r + 0.9);
    expect(logRatio(minute, 3, 1)).toBeCloseTo(logRatioOf(5, 3, part(3), part(1)), 3);
  });

  test("a mean of e-values weighs them, and one that is put to nothing is nothing", () => {
    const parts = [
      { logE: Math.log(30), weight: 1 },
      { logE: Number.NEGATIVE_INFINITY, weight: 2 },
    ];
    expect(eOf(logMean(parts))).toBeCloseTo(10, 9);
    expect(logMean([{ logE: Number.NEGATIVE_INFINITY, weight: 1 }])).toBe(Number.NEGATIVE_INFINITY);
  });
});
