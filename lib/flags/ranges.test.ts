/** A share that grows keeps whom it had, whatever else moves. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { BUCKETS, bucketOf } from "./bucket";
import { bucketsOf, holderOf, movedBetween, type Range, reshare, sharesOf } from "./ranges";

const shares = (percents: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(percents).map(([name, percent]) => [name, bucketsOf(percent)]));
const at = (held: readonly Range[], percents: Record<string, number>) =>
  reshare(held, shares(percents), "stable");
const start = at([], { stable: 100 });

const isInside = (small: readonly Range[], large: readonly Range[], variant: string): boolean => {
  for (let i = 0; i < BUCKETS; i += 7)
    if (holderOf(small, i) === variant && holderOf(large, i) !== variant) return false;
  return true;
};

function checkStep(held: readonly Range[], next: readonly Range[], step: Record<string, number>) {
  const [had, got] = [sharesOf(held), sharesOf(next)];
  for (const [name, percent] of Object.entries(step))
    expect(got[name] ?? 0).toBe(bucketsOf(percent));
  expect(next.map(({ from }) => from)).toEqual([0, ...next.slice(0, -1).map(({ to }) => to)]);
  for (const name of ["a", "b"]) {
    const grew = (got[name] ?? 0) >= (had[name] ?? 0);
    expect(grew ? isInside(held, next, name) : isInside(next, held, name)).toBe(true);
  }
}

/** Each step looks at all buckets, which takes a while on a machine that is busy. */
const PATIENCE = { timeout: 60_000 };

describe("reshare", PATIENCE, () => {
  test("the canary holds the first buckets", () => {
    expect(at(start, { canary: 10, stable: 90 })).toEqual([
      { variant: "canary", from: 0, to: 10_000 },
      { variant: "stable", from: 10_000, to: BUCKETS },
    ]);
  });

  test("from 10 to 50 % none of 100,000 users is lost", () => {
    const ten = at(start, { canary: 10, stable: 90 });
    const fifty = at(ten, { canary: 50, stable: 50 });
    const lost = Array.from({ length: 100_000 }, (_, i) => bucketOf("f", `user-${i}`)).filter(
      (bucket) => holderOf(ten, bucket) === "canary" && holderOf(fifty, bucket) !== "canary",
    );
    expect(lost).toEqual([]);
  });

  test("growing one of three moves nobody of the third", () => {
    const three = at(at(start, { v2: 10, stable: 90 }), { v2: 10, v3: 10, stable: 80 });
    const grown = at(three, { v2: 30, v3: 10, stable: 60 });
    expect(isInside(three, grown, "v3")).toBe(true);
    expect(movedBetween(three, grown)).toBeCloseTo(0.2);
  });

  test("stacked ranges would move almost all of the third", () => {
    const stack = (percents: readonly (readonly [string, number])[]): Range[] => {
      let from = 0;
      return percents.map(([variant, percent]) => {
        const range = { variant, from, to: from + bucketsOf(percent) };
        from = range.to;
        return range;
      });
    };
    const before = stack([
      ["v2", 10],
      ["v3", 10],
      ["stable", 80],
    ]);
    const after = stack([
      ["v2", 30],
      ["v3", 10],
      ["stable", 60],
    ]);
    expect(isInside(before, after, "v3")).toBe(false);
  });

  test("back to nothing and up again are the same users", () => {
    const ten = at(start, { canary: 10, stable: 90 });
    const again = at(at(ten, { canary: 0, stable: 100 }), { canary: 10, stable: 90 });
    expect(again).toEqual(ten);
  });

  test("whatever the shares before and after: they are exact, cover all, and grow inside out", () => {
    const percents = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
      .map(([a, b]) => ({ a, b, stable: 100 - a - b }));
    fc.assert(
      fc.property(fc.array(percents, { minLength: 2, maxLength: 4 }), (path) => {
        path.reduce((held, step) => {
          const next = at(held, step);
          checkStep(held, next, step);
          return next;
        }, start);
      }),
      { numRuns: 10 },
    );
  });

  test("a variant that is gone gives all it had to the control", () => {
    const three = at(start, { v2: 10, v3: 10, stable: 80 });
    const after = at(three, { v3: 10, stable: 90 });
    expect(sharesOf(after)).toEqual({ v3: 10_000, stable: 90_000 });
    expect(isInside(three, after, "v3")).toBe(true);
  });

  test("refuses shares that do not add up, and a control without one", () => {
    expect(() => at(start, { canary: 10, stable: 80 })).toThrow(Fault);
    expect(() => at(start, { canary: 100 })).toThrow(/control/);
  });
});
