/** The track record is the replay of what a reader would have been shown. */
import { expect, test } from "vitest";
import { plusDays } from "@/lib/spend/daily";
import { coverageOf, trackOf } from "./track";

const dates = (n: number): string[] =>
  Array.from({ length: n }, (_, i) => plusDays("2026-01-01", i));

test("a week that repeats is foretold exactly, day after day", () => {
  const values = Array.from({ length: 70 }, (_, i) => 10 + (i % 7));
  const said = trackOf(values, dates(70), 30);
  expect(said.length).toBeGreaterThan(10);
  for (const one of said) expect(one.said).toBeCloseTo(one.actual, 6);
  expect(said.at(-1)?.date).toBe(plusDays("2026-01-01", 69));
  expect(coverageOf(said)).toBe(1);
});

test("nothing of the day itself or after it is known to what was said of it", () => {
  const values = Array.from({ length: 70 }, (_, i) => 10 + (i % 7));
  const calm = trackOf(values, dates(70), 30);
  const shock = trackOf([...values.slice(0, 69), 1_000], dates(70), 30);
  expect(shock.map(({ said }) => said)).toEqual(calm.map(({ said }) => said));
  expect(shock.at(-1)).toMatchObject({ actual: 1_000 });
});

test("too short a past has no record", () => {
  expect(trackOf([1, 2, 3], dates(3), 30)).toEqual([]);
  expect(coverageOf([])).toBeNull();
});
