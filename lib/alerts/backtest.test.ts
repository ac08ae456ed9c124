/** Backtests say what the production machine would have done, and how much of it at night. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtest, type History } from "./backtest";
import { nightIn } from "./night";
import { type RuleInput, ruleSchema } from "./schema";
import { HOUR, MINUTE, measured, play } from "./test-play";

const rule = (more: Partial<RuleInput> = {}) =>
  ruleSchema.parse({
    name: "Test",
    severity: "high",
    signal: { kind: "metric", name: "m", aggregation: "last" },
    threshold: 5,
    groupBy: ["series"],
    noData: { policy: "ok" },
    ...more,
  });
const midnight = Date.UTC(2026, 2, 28);
const at = (minute: number) => midnight + minute * MINUTE;

const history = (values: Readonly<Record<string, readonly (number | null)[]>>): History => ({
  from: midnight,
  stepMs: MINUTE,
  steps: Math.max(...Object.values(values).map(({ length }) => length)),
  series: Object.entries(values).map(([i, own]) => ({ labels: { i }, values: own })),
});

describe("a backtest", () => {
  test("gives each episode with its beginning, end and peak, for each label set", () => {
    const result = backtest(
      rule({ forMs: MINUTE }),
      history({ a: [9, 6, 8, 1, 1, 7, 7, 1], b: [1, 1, 1, 1, 1, 1, 9, 9] }),
      "UTC",
    );
    expect(result.episodes).toMatchObject([
      { labels: { i: "a" }, from: at(1), to: at(3), peak: 8, durationMs: 2 * MINUTE },
      { labels: { i: "a" }, from: at(6), to: at(7), peak: 7 },
      { labels: { i: "b" }, from: at(7), to: null, peak: 9, durationMs: MINUTE },
    ]);
    expect(result).toMatchObject({
      count: 3,
      pages: 4,
      durationMs: 4 * MINUTE,
      longestMs: 2 * MINUTE,
    });
    expect(result.byLabels).toMatchObject([
      { labels: { i: "a" }, count: 2, durationMs: 3 * MINUTE },
      { labels: { i: "b" }, count: 1, durationMs: MINUTE },
    ]);
  });

  test("of a lower bound has its peak at the bottom", () => {
    const { episodes } = backtest(
      rule({ comparison: "<" }),
      history({ a: [9, 4, 2, 3, 9] }),
      "UTC",
    );
    expect(episodes).toMatchObject([{ peak: 2 }]);
  });

  test("counts silence where the rule does", () => {
    const silent = rule({ noData: { policy: "noData", forMs: 2 * MINUTE } });
    const { episodes } = backtest(silent, history({ a: [1, null, null, null, null, 1] }), "UTC");
    expect(episodes).toMatchObject([{ kind: "noData", from: at(3), to: at(5), peak: null }]);
  });

  test("counts the messages of a flapping rule, not its every change", () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 9 : 1));
    const result = backtest(rule(), history({ a: values }), "UTC");
    expect(result).toMatchObject({ count: 20, pages: 3, flapping: 1 });
  });

  test("that finds nothing has no share of the night", () => {
    const result = backtest(rule(), history({ a: [1, 2, 3] }), "UTC");
    expect(result).toMatchObject({ count: 0, nightShare: null, episodes: [], pages: 0 });
  });

  test("needs a zone that exists", () => {
    expect(() => backtest(rule(), history({ a: [1] }), "Mars/Olympus")).toThrow("no time zone");
  });

  test("agrees with the machine run evaluation by evaluation", () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { freq: 4 }), {
      minLength: 1,
      maxLength: 60,
    });
    const settings = fc.record({
      forMs: fc.integer({ min: 0, max: 3 }).map((n) => n * MINUTE),
      keepFiringForMs: fc.integer({ min: 0, max: 3 }).map((n) => n * MINUTE),
    });
    fc.assert(
      fc.property(settings, values, (more, own) => {
        const { episodes } = backtest(rule(more), history({ a: own }), "UTC");
        const kept = { ...rule(more), id: "rule", intervalMs: MINUTE };
        const outcomes = own.map((value) => measured(value === null ? {} : { a: value }));
        const { transitions } = play(kept, outcomes);
        const ends = (kind: string) =>
          transitions.filter((one) => one.kind === kind).map((one) => one.at + midnight);
        expect(episodes.map(({ from }) => from)).toEqual(ends("fired"));
        expect(episodes.flatMap(({ to }) => to ?? [])).toEqual(ends("resolved"));
      }),
    );
  });
});

describe("the night", () => {
  const wholeDay = { from: Date.UTC(2026, 2, 27), to: Date.UTC(2026, 3, 3) };
  const night = (zone: string) => nightIn(zone, wholeDay.from, wholeDay.to);

  test.each([
    ["UTC", 9],
    ["Asia/Kolkata", 9],
    ["Asia/Kathmandu", 9],
    ["America/St_Johns", 9],
  ])("is nine hours of an ordinary day in %s", (zone, hours) => {
    const from = Date.UTC(2026, 2, 31, 12);
    expect(night(zone).msWithin(from, from + 24 * HOUR)).toBe(hours * HOUR);
  });

  test("is an hour shorter when the clocks go forward in it", () => {
    const from = Date.UTC(2026, 2, 28, 12);
    expect(night("Europe/Berlin").msWithin(from, from + 24 * HOUR)).toBe(8 * HOUR);
    expect(night("UTC").msWithin(from, from + 24 * HOUR)).toBe(9 * HOUR);
  });

  test("is an hour longer when they go back", () => {
    const from = Date.UTC(2026, 9, 24, 12);
    const autumn = nightIn("Europe/Berlin", from, from + 24 * HOUR);
    expect(autumn.msWithin(from, from + 24 * HOUR)).toBe(10 * HOUR);
  });

  test("begins at 22:00 and ends at 07:00 where somebody sleeps, to the minute", () => {
    const { isNight, msWithin } = night("Asia/Kathmandu");
    // 22:00 there is 16:15 UTC.
    const dusk = Date.UTC(2026, 2, 30, 16, 15);
    expect([isNight(dusk - 1), isNight(dusk)]).toEqual([false, true]);
    expect(msWithin(dusk - 10 * MINUTE, dusk + 7 * MINUTE)).toBe(7 * MINUTE);
    expect([isNight(dusk + 9 * HOUR - 1), isNight(dusk + 9 * HOUR)]).toEqual([true, false]);
  });

  test("share of a backtest is of its duration, and its beginnings are counted", () => {
    const values = Array.from({ length: 24 * 60 }, (_, minute) =>
      minute >= 6 * 60 && minute < 8 * 60 ? 9 : 1,
    );
    const { nightShare, startedAtNight } = backtest(rule(), history({ a: values }), "UTC");
    expect({ nightShare, startedAtNight }).toEqual({ nightShare: 0.5, startedAtNight: 1 });
  });
});
