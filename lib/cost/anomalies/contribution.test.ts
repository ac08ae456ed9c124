/** A change in spend is divided without a rest: among members, and into traffic and price. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contributionsOf, type Division, effectsOf, type Spend } from "./contribution";

const spend = (cost: number, calls: number): Spend => ({ cost, calls });
const division = (
  dimension: string,
  expected: Record<string, Spend>,
  observed: Record<string, Spend>,
): Division => ({
  dimension,
  expected: new Map(Object.entries(expected)),
  observed: new Map(Object.entries(observed)),
});

test("names who did it first, and what went the other way last", () => {
  const made = contributionsOf([
    division(
      "agent",
      { support: spend(10, 10), search: spend(20, 20) },
      { support: spend(50, 50), search: spend(15, 15), fresh: spend(5, 1) },
    ),
  ]);
  expect(made).toEqual([
    { dimension: "agent", member: "support", change: 40, share: 1, traffic: 40, price: 0 },
    { dimension: "agent", member: "fresh", change: 5, share: 0.125, traffic: 5, price: 0 },
    { dimension: "agent", member: "search", change: -5, share: -0.125, traffic: -5, price: 0 },
  ]);
});

describe("effects", () => {
  test.each([
    ["more calls at one price", spend(10, 10), spend(30, 30), { traffic: 20, price: 0 }],
    ["dearer calls", spend(10, 10), spend(20, 10), { traffic: 0, price: 10 }],
    // 10 calls more at a mean of 1.5, and 1 dearer at a mean of 15 calls.
    ["both", spend(10, 10), spend(40, 20), { traffic: 15, price: 15 }],
    ["somebody new", spend(0, 0), spend(7, 2), { traffic: 7, price: 0 }],
    ["somebody gone", spend(7, 2), spend(0, 0), { traffic: -7, price: 0 }],
  ])("%s", (_what, before, now, effects) => {
    expect(effectsOf(before, now)).toEqual(effects);
  });
});

test("the parts are the whole", () => {
  const spends = fc.record({
    cost: fc.double({ min: 0, max: 1e6, noNaN: true }),
    calls: fc.nat(1_000),
  });
  const groups = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), spends);
  fc.assert(
    fc.property(groups, groups, (expected, observed) => {
      const made = contributionsOf([division("model", expected, observed)]);
      const sum = (side: Record<string, Spend>) =>
        Object.values(side).reduce((total, { cost }) => total + cost, 0);
      const change = made.reduce((total, one) => total + one.change, 0);
      expect(change).toBeCloseTo(sum(observed) - sum(expected), 4);
      for (const one of made) expect(one.traffic + one.price).toBeCloseTo(one.change, 4);
    }),
  );
});
