/** Forecasts are judged by what they would have said: exact where the past repeats, honest where it is short. */
import { describe, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { maseOf, trialsOf } from "./backtest";
import { type Forecast, forecastOf } from "./forecast";
import { holtWinters } from "./holt-winters";
import { rebased } from "./level-shift";
import { pathsOf } from "./models";

const WEEK = [100, 105, 110, 108, 100, 50, 45];
const repeated = (weeks: number) => Array.from({ length: weeks * 7 }, (_, t) => WEEK[t % 7] ?? 0);

function made(forecast: Forecast) {
  if (forecast.status !== "forecast") throw new Error("there was not enough history");
  return forecast;
}

function noisy(seed: string, days: number, level: (t: number) => number, noise = 0.12) {
  const rng = rngOf(seed);
  return Array.from({ length: days }, (_, t) => {
    const share = (WEEK[t % 7] ?? 0) / 100;
    return Math.max(0, level(t) * share * (1 + noise * rng.normal()));
  });
}

describe("a past that repeats", () => {
  test("is repeated, by every model with a season", () => {
    const paths = pathsOf(repeated(8), 10, 7);
    const next = Array.from({ length: 10 }, (_, k) => WEEK[k % 7] ?? 0);
    for (const model of ["seasonal-naive", "weekday-mean", "holt-winters", "blend"] as const)
      for (const [k, value] of (paths[model] ?? []).entries())
        expect(value, model).toBeCloseTo(next[k] ?? 0, 6);
  });

  test("has a gap filled by what that weekday was", () => {
    const gap = repeated(8).map((value, t) => (t === 50 || t === 52 ? null : value));
    const [first] = holtWinters(gap, 1, 7);
    expect(first).toBeCloseTo(100, 6);
    expect(pathsOf(gap, 7, 7)["seasonal-naive"]?.[52 % 7]).toBe(WEEK[52 % 7]);
  });

  test("and one wild day hardly moves what comes", () => {
    const wild = repeated(8).map((value, t) => (t === 53 ? value * 20 : value + (t % 3)));
    const calm = repeated(8).map((value, t) => value + (t % 3));
    const [a, b] = [holtWinters(wild, 7, 7), holtWinters(calm, 7, 7)];
    for (const [k, value] of a.entries()) expect(Math.abs(value - (b[k] ?? 0))).toBeLessThan(10);
  });
});

test("the run rate is the mean of two weeks, the weekday mean that of four same days", () => {
  const values = Array.from({ length: 35 }, (_, t) => t);
  const paths = pathsOf(values, 2, 7);
  expect(paths["run-rate"]).toEqual([27.5, 27.5]);
  // Days 28, 21, 14, 7 and 29, 22, 15, 8.
  expect(paths["weekday-mean"]?.[0]).toBeCloseTo(17.5);
  expect(paths["seasonal-naive"]).toEqual([28, 29]);
});

test("a trend is followed, and damped", () => {
  const values = Array.from({ length: 84 }, (_, t) => 100 + 2 * t);
  const path = holtWinters(values, 14, 7);
  expect(path[0]).toBeGreaterThan(266);
  expect(path[13]).toBeGreaterThan(path[0] ?? 0);
  expect(path[13]).toBeLessThan(300);
});

test("spend is never forecast below nothing", () => {
  const falling = Array.from({ length: 42 }, (_, t) => Math.max(0, 80 - 2 * t));
  for (const { value, interval } of made(forecastOf(falling, 14, 7)).days) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(interval?.low).toBeGreaterThanOrEqual(0);
  }
});

describe("a short past", () => {
  test.each([0, 1, 6])("of %i days is not enough, and it is said", (days) => {
    const forecast = forecastOf(repeated(1).slice(0, days), 7, 7);
    expect(forecast).toEqual({ status: "not enough history", known: days, needed: 7 });
  });

  test("gaps do not count as days", () => {
    const gaps = repeated(3).map((value, t) => (t % 4 === 0 ? value : null));
    expect(forecastOf(gaps, 7, 7).status).toBe("not enough history");
  });

  test.each([7, 14, 20])("of %i days is the mean of each weekday", (days) => {
    expect(made(forecastOf(repeated(3).slice(0, days), 7, 7)).model).toBe("weekday-mean");
  });

  test("of one week has no interval, because nothing was ever tried", () => {
    for (const { interval } of made(forecastOf(repeated(1), 3, 7)).days)
      expect(interval).toBeNull();
  });

  test("a series of nothing is nothing", () => {
    const forecast = made(forecastOf(Array(40).fill(0), 7, 7));
    expect(forecast.totals.at(-1)?.value).toBe(0);
    expect(forecast.record.mase).toBeNull();
  });
});

describe("the choice", () => {
  test("sees nothing of what comes after the day it is made on", () => {
    const values = noisy("leak", 100, () => 100);
    const changed = values.map((value, t) => (t >= 90 ? value * 50 : value));
    const until = (all: number[]) =>
      trialsOf(all, 7, 7)
        .filter(({ origin }) => origin <= 90)
        .map(({ origin, paths, scale }) => ({ origin, paths, scale }));
    expect(until(changed)).toEqual(until(values));
  });

  test("is never a model that was further off than repeating the last week", () => {
    for (const seed of ["a", "b", "c"]) {
      const forecast = made(
        forecastOf(
          noisy(seed, 70, (t) => 100 + 40 * Math.sin(t / 9)),
          7,
          7,
        ),
      );
      expect(forecast.scores["seasonal-naive"]?.toNaive).toBe(1);
      expect(forecast.scores[forecast.model]?.toNaive).toBeLessThanOrEqual(1);
    }
  });

  test("MASE is the error over that of repeating the last season", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6, 7, 8, 3];
    const [trial] = trialsOf(values, 1, 7).slice(-1);
    // In sample each day is one above the same day a week before, and so is the day that came.
    expect(trial).toMatchObject({ origin: 14, scale: 1, actual: [3] });
    expect(maseOf(trial ? [trial] : [], "seasonal-naive", 15)).toBe(1);
  });
});

const SHAPES: readonly (readonly [string, (t: number) => number])[] = [
  ["stable", () => 100],
  ["growing", (t) => 100 * 1.008 ** t],
  ["shifted", (t) => (t < 75 ? 100 : 170)],
];

describe.each(SHAPES)("over a %s series", (name, level) => {
  const records = ["a", "b", "c", "d"].map(
    (seed) => made(forecastOf(noisy(`${name}${seed}`, 120, level), 7, 7)).record,
  );
  const mean = (pick: (one: (typeof records)[number]) => number | null) =>
    records.reduce((sum, one) => sum + (pick(one) ?? Number.NaN), 0) / records.length;

  test("the choice is nearer than repeating the last week", () => {
    expect(mean(({ toNaive }) => toNaive)).toBeLessThan(1);
  });

  test("intervals hold about as often as they say", () => {
    expect(mean(({ coverage }) => coverage)).toBeGreaterThan(0.7);
    expect(mean(({ coverage }) => coverage)).toBeLessThan(0.95);
    expect(mean(({ totalCoverage }) => totalCoverage)).toBeGreaterThan(0.7);
  });
});

test("the interval of a total is not the sum of the days' bounds", () => {
  const { days, totals } = made(
    forecastOf(
      noisy("total", 120, () => 100),
      14,
      7,
    ),
  );
  const summed = days.reduce((sum, { interval }) => sum + (interval?.high ?? 0), 0);
  expect(totals.at(-1)?.interval?.high).toBeLessThan(summed);
});

describe("a shift of level", () => {
  test("is found where it was, and the weekly pattern before it is kept", () => {
    const values = noisy("shift", 90, (t) => (t < 75 ? 100 : 200), 0.05);
    const { values: lifted, shiftAt } = rebased(values, 7);
    expect(shiftAt).toBeGreaterThanOrEqual(74);
    expect(shiftAt).toBeLessThanOrEqual(76);
    expect(Math.abs((lifted[70] ?? 0) / (values[70] ?? 1) - 2)).toBeLessThan(0.25);
    const { totals, shiftAgo } = made(forecastOf(values, 7, 7));
    expect(shiftAgo).toBe(90 - (shiftAt ?? 0));
    expect(Math.abs((totals.at(-1)?.value ?? 0) / 1_236 - 1)).toBeLessThan(0.1);
  });

  test.each(["a", "b", "c"])("is not seen in noise, weekends or one wild day (%s)", (seed) => {
    const values = noisy(`none${seed}`, 90, () => 100);
    expect(rebased(values, 7).shiftAt).toBeNull();
    expect(
      rebased(
        values.map((v, t) => (t === 86 ? v * 6 : v)),
        7,
      ).shiftAt,
    ).toBeNull();
  });
});
