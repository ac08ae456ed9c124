/** What stands out is found with what was expected of it, and noise is left alone at the stated rate. */
import { describe, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { DAY, HOUR } from "@/lib/core/time";
import type { History, Step } from "@/lib/cost/history/history";
import { findingsIn, USUAL } from "./detect";
import { expectedAt } from "./expectation";
import { outliers } from "./median-deviation";
import { aboveDailyAverage } from "./rules";

const START = Date.parse("2026-01-05T00:00:00Z");
const WEEK = [100, 105, 110, 108, 100, 50, 45];

function historyWith(values: readonly (number | null)[], step: Step = "day"): History {
  const width = step === "day" ? DAY : HOUR;
  return { step, at: values.map((_, t) => START + t * width), values };
}

function noisy(seed: string, days: number): number[] {
  const rng = rngOf(seed);
  return Array.from({ length: days }, (_, t) => (WEEK[t % 7] ?? 0) * (1 + 0.12 * rng.normal()));
}

const with3x = (days: number, at: number, times: number, seed = "one") =>
  noisy(seed, days).map((value, t) => (t === at ? (WEEK[t % 7] ?? 0) * times : value));

const never = () => false;

test("expected is the median of the same weekday of four weeks, anomalies and gaps left out", () => {
  const values: (number | null)[] = Array.from({ length: 42 }, (_, t) => t);
  const history = historyWith(values);
  // 28, 21, 14, 7 for day 35.
  expect(expectedAt(history, 35, never)).toBe(17.5);
  expect(expectedAt(history, 35, (t) => t === 28)).toBe(14);
  expect(expectedAt(historyWith(values.map((v, t) => (t === 28 ? null : v))), 35, never)).toBe(14);
  expect(expectedAt(history, 13, never)).toBeNull();
});

test("within a day it is the same hour of the week before, as soon as there are three", () => {
  const hourly = historyWith(
    Array.from({ length: 24 * 30 }, (_, t) => t % 168),
    "hour",
  );
  expect(expectedAt(hourly, 24 * 28 + 5, never)).toBe(5);
  // Not yet three weeks: hours 149, 125, 101, 77, 53, 29, 5 of that week.
  expect(expectedAt(hourly, 168 + 5, never)).toBe(77);
  expect(expectedAt(hourly, 24 + 5, never)).toBeNull();
});

describe("a day that costs twice its weekday", () => {
  // Day 89 is a Saturday, day 86 a Wednesday.
  test.each([
    ["on a weekday", 86],
    ["on a weekend", 89],
  ])("is found %s, with its numbers", (_when, at) => {
    const found = findingsIn(historyWith(with3x(95, at, 2.2)));
    const hit = found.find((one) => one.at === START + at * DAY);
    expect(hit).toMatchObject({ direction: "above", observed: (WEEK[at % 7] ?? 0) * 2.2 });
    expect(hit?.ratio).toBeGreaterThan(1.8);
    expect(hit?.ratio).toBeGreaterThan(hit?.threshold ?? 9);
    expect(hit?.impact).toBeCloseTo((hit?.observed ?? 0) - (hit?.expected ?? 0));
  });

  test("is not found when the whole difference is below the floor", () => {
    const history = historyWith(with3x(95, 86, 2.2));
    expect(findingsIn(history, { ...USUAL, least: 1_000 })).toEqual([]);
  });

  test("and a day without spend is found too, unless only excess is asked for", () => {
    const history = historyWith(with3x(95, 86, 0));
    const at = START + 86 * DAY;
    expect(findingsIn(history).find((one) => one.at === at)?.direction).toBe("below");
    expect(
      findingsIn(history, { ...USUAL, directions: "above" }).some((one) => one.at === at),
    ).toBe(false);
  });
});

test("days in a row are one finding, with the sum of what they cost", () => {
  const values = noisy("row", 95).map((value, t) => (t === 85 || t === 86 ? value * 3 : value));
  const found = findingsIn(historyWith(values)).filter(
    (one) => one.to >= START + 84 * DAY && one.from <= START + 88 * DAY,
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ from: START + 85 * DAY, to: START + 86 * DAY });
});

test("a day too dear and one too cheap are two findings, each with its own sign", () => {
  const times: Readonly<Record<number, number>> = { 85: 3, 86: 0 };
  const values = noisy("sign", 95).map((value, t) => value * (times[t] ?? 1));
  const found = findingsIn(historyWith(values)).filter(
    (one) => one.to >= START + 85 * DAY && one.from <= START + 86 * DAY,
  );
  expect(found.map((one) => [one.direction, Math.sign(one.impact)])).toEqual([
    ["above", 1],
    ["below", -1],
  ]);
});

test("what came later changes no judgement", () => {
  const values = with3x(120, 86, 3);
  const until = (all: number[]) =>
    findingsIn(historyWith(all)).filter((one) => one.to < START + 95 * DAY);
  expect(until(values)).toEqual(until(values.slice(0, 97)));
});

test("a new level that lasts stops being news", () => {
  const values = noisy("level", 160).map((value, t) => (t >= 80 ? value * 2.5 : value));
  const found = findingsIn(historyWith(values));
  expect(found.some((one) => one.from === START + 80 * DAY)).toBe(true);
  expect(found.filter((one) => one.from > START + 115 * DAY)).toEqual([]);
});

test("noise alone raises about one false alarm in a hundred days", { timeout: 60_000 }, () => {
  const seeds = Array.from({ length: 24 }, (_, i) => `calm${i}`);
  const alarms = seeds.flatMap((seed) =>
    findingsIn(historyWith(noisy(seed, 380))).filter((one) => one.from >= START + 80 * DAY),
  );
  const per100Days = (count: number) => (100 * count) / (24 * 300);
  expect(per100Days(alarms.length)).toBeLessThanOrEqual(1.5);
  const dear = alarms.filter(({ direction }) => direction === "above");
  expect(per100Days(dear.length)).toBeLessThanOrEqual(1);
});

describe("today against the daily average", () => {
  const month = Array.from({ length: 40 }, (_, t) => (t < 10 ? 1_000 : 10));

  test.each([
    [20, false],
    [20.01, true],
  ])("over thirty days of 10, %d is an anomaly: %s", (today, isAnomaly) => {
    expect(aboveDailyAverage(month, today)).toEqual({ isAnomaly, today, average: 10, limit: 20 });
  });

  test("says nothing before there is a week, and anything is twice nothing", () => {
    expect(aboveDailyAverage([1, 1, 1, 1, 1, 1], 100).isAnomaly).toBe(false);
    expect(aboveDailyAverage(Array(7).fill(0), 0.01).isAnomaly).toBe(true);
    expect(aboveDailyAverage(Array(7).fill(0), 0).isAnomaly).toBe(false);
  });
});

test("the rule to compare with counts deviations from a rolling median", () => {
  // Median 10, deviations 1: 3.5 x 1.4826 = 5.19 is the edge.
  const past = [9, 11, 9, 11, 9, 11, 10];
  const isOut = (value: number) =>
    outliers(historyWith([...past, value]), 7, 3.5).includes(START + 7 * DAY);
  expect(isOut(15.1)).toBe(false);
  expect(isOut(15.3)).toBe(true);
});
