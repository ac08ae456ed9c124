/** The end of a period is what was spent and what is left to come; a budget is crossed on a stated day. */
import { describe, expect, test } from "vitest";
import type { Forecast } from "./forecast";
import { crossingOf, project } from "./projection";

/** Ten dollars a day, and the total of k days uncertain by k dollars. */
const forecast: Forecast = {
  status: "forecast",
  model: "weekday-mean",
  why: "",
  days: Array.from({ length: 10 }, () => ({ value: 10, interval: { low: 8, high: 12 } })),
  totals: Array.from({ length: 10 }, (_, k) => ({
    value: 10 * (k + 1),
    interval: { low: 9 * (k + 1), high: 11 * (k + 1) },
  })),
  nominal: 0.8,
  shiftAgo: null,
  scores: {},
  record: {
    trials: 0,
    mase: null,
    toNaive: null,
    coverage: null,
    totalCoverage: null,
    width: null,
    totalWidth: null,
  },
};
const midnight = { spent: 0, passed: 0 };

describe("a projection", () => {
  test("is what was spent and the forecast of the rest", () => {
    expect(project(100, midnight, 5, forecast)).toMatchObject({
      expected: 150,
      interval: { low: 145, high: 155 },
    });
  });

  test("at noon has only half of today to come", () => {
    expect(project(100, { spent: 5, passed: 0.5 }, 1, forecast)).toMatchObject({
      expected: 105,
      interval: { low: 104.5, high: 105.5 },
    });
  });

  test("does not forget a morning of heavy spend", () => {
    const heavy = project(180, { spent: 80, passed: 0.5 }, 3, forecast);
    expect(heavy?.expected).toBe(205);
    expect(heavy?.interval?.low).toBeGreaterThanOrEqual(180);
  });

  test("of a period that is over is what was spent", () => {
    expect(project(100, { spent: 9, passed: 1 }, 0, forecast)).toMatchObject({
      expected: 100,
      interval: { low: 100, high: 100 },
    });
  });

  test("without enough history is none", () => {
    const none = { status: "not enough history", known: 3, needed: 7 } as const;
    expect(project(100, midnight, 5, none)).toBeNull();
    expect(crossingOf(120, 100, midnight, 5, none)).toEqual({
      expected: null,
      earliest: null,
      latest: null,
      isPast: false,
    });
  });
});

describe("a crossing", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["on the third day",              130, 10, { expected: 2,    earliest: 2,    latest: 3,    isPast: false }],
    ["sooner or later, as it comes",  154, 10, { expected: 5,    earliest: 4,    latest: 5,    isPast: false }],
    ["only if it comes badly",        109,  1, { expected: 0,    earliest: 0,    latest: 0,    isPast: false }],
    ["perhaps, on the last day",      110.5, 1, { expected: null, earliest: 0,   latest: null, isPast: false }],
    ["not in this period",            500, 10, { expected: null, earliest: null, latest: null, isPast: false }],
    ["already",                       100, 10, { expected: null, earliest: null, latest: null, isPast: true }],
    ["at once, of a budget of 0",       0, 10, { expected: null, earliest: null, latest: null, isPast: true }],
  ])("%s", (_when, budget, days, crossing) => {
    expect(crossingOf(budget, 100, midnight, days, forecast)).toEqual(crossing);
  });
});
