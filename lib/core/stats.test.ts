/** Exact statistics agree with their definitions. */
import { expect, test } from "vitest";
import { median, medianDeviation, percentile } from "./stats";

test.each<[number[], number | null, number | null]>([
  [[], null, null],
  [[7], 7, 0],
  [[3, 1, 2], 2, 1],
  [[4, 1, 2, 3], 2.5, 1],
  [[1, 1, 2, 2, 4, 6, 9], 2, 1],
  [[1, 2, 3, 1e9], 2.5, 1],
])("%j has the median %d and deviates by %d", (values, middle, deviation) => {
  expect(median(values)).toBe(middle);
  expect(medianDeviation(values)).toBe(deviation);
});

test.each([
  [0, 1],
  [0.07, 7],
  [0.5, 50],
  [0.95, 95],
  [1, 100],
])("the %d quantile of 1 to 100 is %d", (q, value) => {
  expect(
    percentile(
      Array.from({ length: 100 }, (_, i) => 100 - i),
      q,
    ),
  ).toBe(value);
  expect(percentile([], q)).toBeNull();
});
