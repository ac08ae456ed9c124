/** Ticks are round, cover the data and stay apart; pixels and instants are inverse. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { exactTicks, instantAt, isInSight, pixelOf, timeTicks, valueTicks } from "./scale";

test("value ticks start at zero, reach the largest value and are few", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), (max) => {
      const ticks = valueTicks(max);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(new Set(ticks).size).toBe(ticks.length);
    }),
  );
});

test.each([
  [7.8, [0, 2, 4, 6, 8]],
  [100, [0, 25, 50, 75, 100]],
  [0.019, [0, 0.005, 0.01, 0.015, 0.02]],
])("the axis up to %d has round steps", (max, ticks) => {
  expect(valueTicks(max)).toEqual(ticks);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  "nothing to show still has an axis: %d",
  (max) => {
    expect(valueTicks(max)).toEqual([0, 1]);
  },
);

test("a day has ticks on whole hours of the reader's clock", () => {
  const from = Date.parse("2026-11-19T10:30:00Z");
  const { at, stepMs } = timeTicks(from, from + DAY, 600, 5.5 * HOUR);
  expect(stepMs).toBe(6 * HOUR);
  expect(at.map((one) => new Date(one + 5.5 * HOUR).getUTCHours())).toEqual([18, 0, 6, 12]);
});

test("the instant under a pixel is the pixel's instant", () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 1_180 }), (x) => {
      expect(pixelOf(instantAt(x, 1_200, 0, DAY), 1_200, 0, DAY)).toBeCloseTo(x, 6);
    }),
  );
});

test("a drag beyond the plot ends at its edge", () => {
  expect(instantAt(-50, 1_200, 100, 200)).toBe(100);
  expect(instantAt(5_000, 1_200, 100, 200)).toBe(200);
});

test("a target far above the data is named, not drawn", () => {
  expect(isInSight(5_000, 3_000)).toBe(true);
  expect(isInSight(10_000, 400)).toBe(false);
});

test.each([
  [1, [0, 0.25, 0.5, 0.75, 1]],
  [5, [0, 1, 2, 3, 4, 5]],
  [100, [0, 25, 50, 75, 100]],
])("an axis that ends at %s ends there, in round steps", (top, ticks) => {
  expect(exactTicks(top)).toEqual(ticks);
});
