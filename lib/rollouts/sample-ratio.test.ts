/** The check of the split: expectation one for a sound split at every share, and no blame for looking often. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Rng, rngOf } from "@/lib/core/rng";
import { logEOf } from "./evidence";
import {
  type Dealt,
  deal,
  INVALID_BELOW,
  isSplitBroken,
  NOTHING_DEALT,
  sampleRatioP,
} from "./sample-ratio";

const eOf = ({ against = [] }: Dealt): number => Math.exp(logEOf(against));

/** Chances of 0 to `units` canary units in a minute. */
function binomial(units: number, share: number): number[] {
  const chances = [(1 - share) ** units];
  for (let k = 0; k < units; k++)
    chances.push(((chances[k] ?? 0) * (units - k) * share) / ((k + 1) * (1 - share)));
  return chances;
}

const expectation = (so: Dealt, units: number, share: number, truth = share): number =>
  binomial(units, truth).reduce(
    (sum, chance, canary) => sum + chance * eOf(deal(so, canary, units - canary, share)),
    0,
  );

describe("of a sound split", () => {
  test("a minute changes nothing in expectation, whatever was before and at every share", () => {
    for (const share of [0.001, 0.1, 0.5, 0.9])
      for (let units = 0; units <= 40; units++)
        for (const so of [NOTHING_DEALT, deal(NOTHING_DEALT, 9, 11, 0.3)])
          expect(expectation(so, units, share)).toBeCloseTo(eOf(so), 9);
  });

  test("one in a thousand is ever taken for broken, looked at every minute while shares grow", () => {
    const runs = 1_000;
    let broken = 0;
    for (let run = 0; run < runs; run++) if (isEverBroken(rngOf(`sound/${run}`))) broken++;
    const deviation = Math.sqrt((INVALID_BELOW * (1 - INVALID_BELOW)) / runs);
    expect(broken / runs).toBeLessThanOrEqual(INVALID_BELOW + 3 * deviation);
  });
});

function isEverBroken(dice: Rng): boolean {
  let dealt = NOTHING_DEALT;
  for (let minute = 0; minute < 600; minute++) {
    const share = minute < 300 ? 0.1 : 0.5;
    dealt = deal(dealt, dice.poisson(20 * share), dice.poisson(20 * (1 - share)), share);
    if (isSplitBroken(dealt)) return true;
  }
  return false;
}

describe("of a broken split", () => {
  /** Units until it is found. */
  function foundAfter(dice: Rng, declared: number, truth: number): number {
    let dealt = NOTHING_DEALT;
    for (let units = 10; units <= 20_000; units += 10) {
      const canary = Array.from({ length: 10 }, () => dice.next() < truth).filter(Boolean).length;
      dealt = deal(dealt, canary, 10 - canary, declared);
      if (isSplitBroken(dealt)) return units;
    }
    return Number.POSITIVE_INFINITY;
  }

  test.each([
    [0.5, 0.45, 4_000],
    [0.1, 0.13, 3_600],
    [0.1, 0.5, 100],
    [0.01, 0.03, 2_500],
  ])("declared %f and dealt %f is found within %i units, nine times in ten", (...of) => {
    const [declared, truth, most] = of;
    const found = Array.from({ length: 100 }, (_, run) =>
      foundAfter(rngOf(`broken/${declared}/${truth}/${run}`), declared, truth),
    );
    expect(found.filter((units) => units <= most).length).toBeGreaterThanOrEqual(90);
  });

  test("sound units that come later mend it again", () => {
    const broken = deal(NOTHING_DEALT, 60, 40, 0.4);
    const worse = deal(broken, 60, 40, 0.4);
    expect(isSplitBroken(worse)).toBe(true);
    expect(isSplitBroken(deal(worse, 4_000, 6_000, 0.4))).toBe(false);
  });
});

const minutes = fc.array(
  fc.record({
    canary: fc.integer({ min: 0, max: 50 }),
    control: fc.integer({ min: 0, max: 50 }),
    share: fc.constantFrom(0, 0.1, 0.5, 0.9, 1),
  }),
  { maxLength: 30 },
);

test("the order of minutes does not matter, and one that deals to one arm alone says nothing", () => {
  const sum = (all: readonly { canary: number; control: number; share: number }[]) =>
    all.reduce((so, { canary, control, share }) => deal(so, canary, control, share), NOTHING_DEALT);
  fc.assert(
    fc.property(minutes, (all) => {
      const dealt = logEOf(sum(all).against ?? []);
      expect(logEOf(sum(all.toReversed()).against ?? [])).toBeCloseTo(dealt, 6);
      const split = all.filter(({ share }) => share > 0 && share < 1);
      expect(logEOf(sum(split).against ?? [])).toBeCloseTo(dealt, 6);
    }),
  );
});

test("of too few says nothing yet, unless they cannot be chance", () => {
  expect(sampleRatioP(deal(NOTHING_DEALT, 3, 0, 0.1))).toBeNull();
  expect(sampleRatioP(deal(NOTHING_DEALT, 40, 0, 0.1))).toBeLessThan(INVALID_BELOW);
});

test("what an older check stored is read as nothing dealt, and goes on from there", () => {
  const stored = JSON.parse('{"canary":30,"expected":10,"variance":9,"astray":0}') as Dealt;
  expect(sampleRatioP(stored)).toBe(1);
  expect(eOf(deal(stored, 10, 10, 0.5))).toBeCloseTo(eOf(deal(NOTHING_DEALT, 10, 10, 0.5)), 12);
});
