/** The chart on the page of an alert: the right stretch, the right label set, and no peak lost. */
import { describe, expect, test } from "vitest";
import type { History } from "./backtest";
import { chartOf, chartSpan, finenessOf } from "./chart";
import { identityOf } from "./identity";
import { type RuleInput, ruleSchema } from "./schema";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = new Date("2026-11-20T12:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

const rule = (input: Partial<RuleInput> = {}) =>
  ruleSchema.parse({
    name: "High error rate",
    severity: "critical",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    forMs: 5 * MINUTE,
    ...input,
  });

const keyOf = (labels: Record<string, string>) => identityOf(rule(), labels, null).key;
const history = (series: History["series"], steps = series[0]?.values.length ?? 0): History => ({
  ...{ from: ago(HOUR).getTime(), stepMs: MINUTE, steps },
  series,
});

describe("the stretch of time", () => {
  test("begins an hour before the condition became true, and goes on to now", () => {
    const shown = { key: "k", startedAt: ago(10 * MINUTE), endedAt: null };
    expect(chartSpan(rule(), shown, now)).toEqual({ from: ago(75 * MINUTE), to: now });
  });

  test("of what is over ends a quarter of an hour after it, and never after now", () => {
    const old = { key: "k", startedAt: ago(5 * HOUR), endedAt: ago(4 * HOUR) };
    expect(chartSpan(rule(), old, now).to).toEqual(ago(4 * HOUR - 15 * MINUTE));
    const recent = { ...old, endedAt: ago(MINUTE) };
    expect(chartSpan(rule(), recent, now).to).toEqual(now);
  });

  test("has a point a minute while it is short and young, and one for five minutes after that", () => {
    expect(finenessOf({ from: ago(HOUR), to: now }, rule(), now)).toBe("1m");
    expect(finenessOf({ from: ago(5 * HOUR), to: now }, rule(), now)).toBe("5m");
    const lastWeek = { from: ago(7 * DAY), to: ago(7 * DAY - HOUR) };
    expect(finenessOf(lastWeek, rule(), now)).toBe("5m");
    expect(finenessOf({ from: ago(HOUR), to: now }, rule({ windowMs: DAY }), now)).toBe("5m");
  });
});

describe("the line", () => {
  const alert = { key: keyOf({ agent: "support" }), startedAt: ago(MINUTE), endedAt: null };
  const support = { labels: { agent: "support" }, values: [0.01, null, 0.2] };

  test("is that of the alert's own label set, gaps included", () => {
    const search = { labels: { agent: "search" }, values: [0.9, 0.9, 0.9] };
    const chart = chartOf(rule(), history([search, support]), alert);
    expect(chart?.lines).toEqual([
      { key: "value", label: "agent support", values: [0.01, null, 0.2] },
    ]);
    expect(chart?.threshold).toMatchObject({ aim: 0.05, words: "5 %", noun: "threshold" });
  });

  test("is left out rather than another's where there are several", () => {
    const others = ["a", "b"].map((agent) => ({ labels: { agent }, values: [1, 1, 1] }));
    expect(chartOf(rule(), history(others), alert)).toBeNull();
  });

  test("with too many points keeps the worst of each run", () => {
    const values = Array.from({ length: 960 }, (_, i) => (i === 501 ? 0.9 : 0.01));
    const many = history([{ labels: { agent: "support" }, values }]);
    const high = chartOf(rule(), many, alert);
    expect(high?.axis).toMatchObject({ stepMs: 4 * MINUTE, count: 240 });
    expect(high?.lines[0]?.values.filter((value) => value === 0.9)).toHaveLength(1);
    const low = chartOf(rule({ comparison: "<" }), many, alert);
    expect(low?.lines[0]?.values.every((value) => value === 0.01)).toBe(true);
  });

  test("does not exist for silence", () => {
    const silent = rule({ signal: { kind: "absence", of: "requests" }, threshold: null });
    expect(chartOf(silent, history([support]), alert)).toBeNull();
  });
});
