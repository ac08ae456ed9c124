/** The planner says the minutes that simulations take, and what to do when a stage can prove nothing. */
import { describe, expect, test } from "vitest";
import { HOUR } from "@/lib/core/time";
import { minutesToDetect, minutesToProve, planBake } from "./planner";

const asked = (unitsPerMinute: number, canaryShare: number) => ({
  ...{ unitsPerMinute, canaryShare, badRatio: 0.01, alpha: 0.05 },
});

test.each([
  [5, 0.1, [1774, 541, 180], [2305, 827]],
  [5, 0.5, [706, 230, 83], [1018, 417]],
  [50, 0.1, [178, 55, 18], [231, 83]],
  [50, 0.5, [71, 23, 9], [102, 42]],
  [200, 0.1, [45, 14, 5], [58, 21]],
  [1000, 0.1, [9, 3, 1], [12, 5]],
])(
  "%i a minute and a share of %f: sees 2x, 3x, 5x in %j and proves <2x, <3x in %j",
  (rate, share, sees, proves) => {
    const question = asked(rate, share);
    expect([2, 3, 5].map((ratio) => minutesToDetect(question, ratio))).toEqual(sees);
    expect([2, 3].map((tolerance) => minutesToProve(question, tolerance))).toEqual(proves);
  },
);

describe("planBake", () => {
  test("says what a stage sees, what it does not prove, and what would", () => {
    expect(planBake(asked(5, 0.1), 24 * HOUR)).toMatchObject({
      canProve: false,
      says: "At 5 a minute and 10 % this 24 h bake can see a 3x regression but not prove <2x; start at 50 % or bake 38 h",
    });
  });

  test("says so when it is enough", () => {
    expect(planBake(asked(50, 0.5), 2 * HOUR).says).toBe(
      "At 50 a minute and 50 % this 2 h bake can see a 2x regression and prove <2x",
    );
  });

  test("says when nothing tells: no traffic, no bad units", () => {
    for (const question of [asked(0, 0.1), { ...asked(50, 0.1), badRatio: 0 }])
      expect(planBake(question, 24 * HOUR).says).toMatch(
        /cannot see even a 5x regression, nor prove <2x: no traffic tells$/,
      );
  });

  test("at 100 % there is no control, and half is where one would be", () => {
    expect(planBake(asked(50, 1), 24 * HOUR)).toMatchObject({
      canProve: false,
      says: expect.stringMatching(/nor prove <2x; start at 50 %$/),
    });
  });
});
