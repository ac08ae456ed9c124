/** What silence means under each policy, and alerts whose condition is silence. */
import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluation";
import { FRESH_RULE, type RuleState } from "./state";
import { HOUR, MINUTE, measured, phases, play, ruleWith, times, words } from "./test-play";

describe("silence", () => {
  const waits = { policy: "noData", forMs: 2 * MINUTE } as const;
  const silent = measured({});

  test("is an alert of its own after its time, which ends with the data", () => {
    const outcomes = [measured({ a: 0 }), ...times(4, silent), measured({ a: 0 })];
    const { told } = play(ruleWith({ noData: waits }), outcomes);
    expect(told).toEqual(["3 noData noData a", "5 resolved dataBack a"]);
  });

  test("that ends in a breach ends first, then the breach begins", () => {
    const outcomes = [measured({ a: 0 }), ...times(3, silent), measured({ a: 1 })];
    const { told } = play(ruleWith({ noData: waits }), outcomes);
    expect(told.slice(1)).toEqual(["4 resolved dataBack a", "4 fired condition a"]);
  });

  test("of a firing alert is one word on it, and another when the data is back", () => {
    const outcomes = [measured({ a: 1 }), ...times(5, silent), measured({ a: 1 })];
    const seen = play(ruleWith({ noData: waits }), outcomes);
    expect(seen.told).toEqual([
      "0 fired condition a",
      "3 noData noData a",
      "6 dataBack dataBack a",
    ]);
    expect(new Set(phases(seen, "a"))).toEqual(new Set(["firing"]));
  });

  test("from the first evaluation on is an alert too, which gives way to what then reports", () => {
    const outcomes = [...times(3, silent), measured({ a: 0, b: 0 })];
    const { told } = play(ruleWith({ noData: waits }), outcomes);
    expect(told).toEqual(["2 noData noData", "3 resolved vanished"]);
  });

  test("does not run while nobody evaluates", () => {
    const rule = ruleWith({ noData: waits });
    const before = play(rule, [measured({ a: 0 }), silent]);
    const after = play(rule, times(3, silent), before.state, 30);
    expect(after.told).toEqual(["32 noData noData a"]);
  });

  test("of too few samples raises nothing and resolves nothing", () => {
    const rule = ruleWith({ minSample: 10, noData: { policy: "keep" } });
    const few = (value: number) => measured({ a: { value, sampleSize: 3 } });
    const many = (value: number) => measured({ a: { value, sampleSize: 30 } });
    const seen = play(rule, [few(1), many(1), few(0), few(0), many(0)]);
    expect(seen.told).toEqual(["1 fired condition a", "4 resolved condition a"]);
    expect(seen.states[3]?.alerts[0]).toMatchObject({ sight: "tooFew", sampleSize: 3 });
  });

  test("of too few samples resolves where silence counts as fine", () => {
    const few = measured({ a: { value: 1, sampleSize: 3 } });
    const many = measured({ a: { value: 1, sampleSize: 30 } });
    const { told } = play(ruleWith({ minSample: 10 }), [many, few]);
    expect(told).toEqual(["0 fired condition a", "1 resolved tooFew a"]);
  });

  test("of a day, while others report, means that it was retired", () => {
    const rule = ruleWith({ noData: { policy: "keep" }, intervalMs: HOUR });
    let state: RuleState = FRESH_RULE;
    const told: string[] = [];
    for (let hour = 0; hour < 30; hour++) {
      const found = hour === 0 ? measured({ a: 1, b: 0 }) : measured({ b: 0 });
      const step = evaluate(rule, state, found, hour * HOUR);
      state = step.state;
      told.push(...step.transitions.map(words));
    }
    expect(told).toEqual(["0 fired condition a", `${25 * 60} resolved vanished a`]);
  });

  test("of a day, while nobody else reports, goes on", () => {
    const rule = ruleWith({ noData: { policy: "keep" }, intervalMs: HOUR });
    const later = Array.from({ length: 40 }, (_, hour) => hour * HOUR);
    const end = later.reduce(
      (state, at) => evaluate(rule, state, at === 0 ? measured({ a: 1 }) : measured({}), at).state,
      FRESH_RULE as RuleState,
    );
    expect(end.alerts[0]?.phase).toBe("firing");
  });
});

describe("absence", () => {
  const absence = { threshold: null, groupBy: [] };

  test("carries the labels that its filters name", () => {
    const rule = ruleWith({
      ...absence,
      signal: { kind: "absence", of: "metric", name: "hb" },
      filters: [{ on: "label:i", values: ["a"] }],
    });
    const { state } = play(rule, [measured({})]);
    expect(state.alerts).toMatchObject([{ phase: "firing", labels: { i: "a" } }]);
  });

  test("of each agent fires for the one that fell silent, and for no other", () => {
    const rule = ruleWith({
      ...absence,
      signal: { kind: "absence", of: "requests" },
      groupBy: ["agent"],
      forMs: MINUTE,
    });
    const both = measured({ a: 5, b: 7 });
    const { told } = play(rule, [both, measured({ b: 7 }), measured({ b: 7 }), both]);
    expect(told).toEqual([
      "1 pending condition a",
      "2 fired condition a",
      "3 resolved condition a",
    ]);
  });
});
