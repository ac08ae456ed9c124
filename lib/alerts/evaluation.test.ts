/** Evaluations of whole rules: identity, failures, limits, changes of the rule, and what is told. */
import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluation";
import { close } from "./rule-health";
import { FRESH_RULE } from "./state";
import { BROKEN, HOUR, MINUTE, measured, phases, play, ruleWith, times, words } from "./test-play";

describe("what an alert is labelled with", () => {
  const rising = [1, 2, 3, 4, 5].map((value) => measured({ a: value }));

  test("P34: a label with the value is another alert each time, so nothing ever fires", () => {
    const rule = ruleWith({ forMs: 2 * MINUTE }, { labels: { val: "{{ $value }}" } });
    const { states, told } = play(rule, rising);
    expect(
      states.map(({ alerts }) => alerts.map(({ labels, phase }) => [labels.val, phase])),
    ).toEqual(["1", "2", "3", "4", "5"].map((val) => [[val, "pending"]]));
    expect(told.some((word) => word.includes("fired"))).toBe(false);
  });

  test("P35: annotations follow the value and are no part of what it is", () => {
    const rule = ruleWith({
      forMs: 2 * MINUTE,
      annotations: { summary: "v={{ $value }} on {{ $labels.i }}" },
    });
    const seen = play(rule, rising);
    expect(phases(seen, "a")).toEqual(["pending", "pending", "firing", "firing", "firing"]);
    const texts = seen.states.map(({ alerts }) => alerts[0]?.annotations.summary);
    expect(texts[2]).toBe("v=3 on a");
    expect(texts[4]).toBe("v=5 on a");
  });

  test("P36: the rule's label wins over the series', and an empty one is none", () => {
    const rule = ruleWith({}, { labels: { team: "ops", empty: "{{ $labels.missing }}" } });
    const series = [{ labels: { i: "a", team: "series", gone: "" }, value: 1, at: 0 }];
    const { state } = play(rule, [{ kind: "measured", series }]);
    expect(state.alerts.map(({ labels }) => labels)).toEqual([{ i: "a", team: "ops" }]);
  });

  test("P37: another step of a label by value is another alert, whose `for` starts anew", () => {
    const steps = [
      { from: null, is: "warning" },
      { from: 3, is: "critical" },
    ];
    const rule = ruleWith({ forMs: 2 * MINUTE, labels: { level: { steps } } });
    const seen = play(rule, rising);
    expect(phases(seen, "warning", "level")).toEqual([
      "pending",
      "pending",
      "inactive",
      "inactive",
      "inactive",
    ]);
    expect(phases(seen, "critical", "level")).toEqual([
      "inactive",
      "inactive",
      "pending",
      "pending",
      "firing",
    ]);
  });

  test("a step left behind resolves, though silence would keep it", () => {
    const steps = [
      { from: null, is: "warning" },
      { from: 3, is: "critical" },
    ];
    const rule = ruleWith({ labels: { level: { steps } }, noData: { policy: "keep" } });
    const { told } = play(rule, [measured({ a: 1 }), measured({ a: 4 }), measured({})]);
    expect(told).toEqual([
      "0 fired condition a,warning",
      "1 resolved vanished a,warning",
      "1 fired condition a,critical",
    ]);
  });

  test("a fixed label may be edited while it fires: nothing resolves, and it carries the new one", () => {
    const rule = ruleWith({ labels: { team: "ops" } });
    const before = play(rule, [measured({ a: 1 })]);
    const edited = { ...rule, labels: { team: "search" } };
    const after = play(edited, [measured({ a: 1 })], before.state, 1);
    expect(after.told).toEqual([]);
    expect(after.state.alerts[0]?.labels).toEqual({ i: "a", team: "search" });
  });
});

describe("a rule that finds the same labels twice", () => {
  test("has failed, says which, and leaves every alert as it was", () => {
    const rule = ruleWith({ onError: { tellAfter: 1 } }, { labels: { i: "same" } });
    const pair = measured({ a: 1, b: 1 });
    const { state, told } = play(rule, [measured({ a: 1 }), pair]);
    expect(told).toEqual(["0 fired condition same", "1 failing error"]);
    expect(state.alerts).toMatchObject([{ phase: "firing", sight: "error" }]);
    expect(state.failures?.message).toContain('[["i","same"]]');
  });
});

describe("a rule that cannot be evaluated", () => {
  test("is told after so many failures in a row, once, and told to be well again", () => {
    const rule = ruleWith({ onError: { tellAfter: 3 } });
    const fine = measured({ a: 0 });
    const outcomes = [BROKEN, BROKEN, fine, BROKEN, BROKEN, BROKEN, BROKEN, fine, fine];
    const { transitions, told } = play(rule, outcomes);
    expect(told).toEqual(["5 failing error", "7 evaluable condition"]);
    expect(transitions[0]?.message).toBe("the database is away");
  });

  test("goes on firing, shows the error, and is silent about it until the data is back", () => {
    const outcomes = [measured({ a: 1 }), ...times(4, BROKEN), measured({ a: 1 })];
    const seen = play(ruleWith(), outcomes);
    expect(seen.told).toEqual(["0 fired condition a"]);
    expect(seen.states[3]?.alerts[0]).toMatchObject({ phase: "firing", sight: "error" });
    expect(seen.state.alerts[0]).toMatchObject({ phase: "firing", sight: "data" });
  });
});

describe("a limit of alerts", () => {
  test("keeps those that were there, refuses the rest and says so once", () => {
    const rule = ruleWith({ maxAlerts: 2 });
    const { states, told } = play(rule, [
      measured({ b: 1, c: 1 }),
      measured({ a: 1, b: 1, c: 1, d: 1 }),
      measured({ a: 1, b: 1, c: 1, d: 1 }),
      measured({ a: 1, b: 1, c: 0, d: 0 }),
    ]);
    const fired = told.filter((word) => word.includes("fired"));
    expect(fired.toSorted()).toEqual([
      "0 fired condition b",
      "0 fired condition c",
      "3 fired condition a",
    ]);
    expect(told.filter((word) => word.includes("cap"))).toEqual([
      "1 capped limit",
      "3 uncapped limit",
    ]);
    expect(states[2]).toMatchObject({ refused: 2, alerts: [{}, {}] });
  });
});

describe("a rule that is no more", () => {
  test("resolves what was told, with the reason, and drops what was not", () => {
    const rule = ruleWith({ forMs: 2 * MINUTE });
    const { state } = play(rule, [
      measured({ a: 1 }),
      measured({ a: 1 }),
      measured({ a: 1, b: 1 }),
    ]);
    const end = close(rule, state, "ruleDeleted", 3 * MINUTE);
    expect(end.transitions.map(words).sort()).toEqual([
      "3 dropped ruleDeleted b",
      "3 resolved ruleDeleted a",
    ]);
    expect(end.state).toEqual(FRESH_RULE);
  });

  test("ends its flapping, its failing and its limit too", () => {
    const rule = ruleWith({ maxAlerts: 1, onError: { tellAfter: 1 } });
    const outcomes = [1, 0, 1, 0, 1].map((value) => measured({ a: value, b: 1 - value, c: 1 }));
    const { state } = play(rule, [...outcomes, BROKEN]);
    const kinds = close(rule, state, "ruleDisabled", HOUR).transitions.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["resolved", "evaluable", "uncapped"]));
  });
});

describe("a rule that is changed while it fires", () => {
  test("with a longer `for` goes on firing; the next time waits for the new one", () => {
    const before = play(ruleWith({ forMs: MINUTE }), times(3, measured({ a: 1 })));
    const longer = ruleWith({ forMs: 4 * MINUTE });
    const next = [1, 1, 0, 1, 1].map((value) => measured({ a: value }));
    const after = play(longer, next, before.state, 3);
    expect(phases(after, "a")).toEqual(["firing", "firing", "inactive", "pending", "pending"]);
  });
});

test("a sample older than the look-back is silence, one as old as it is not", () => {
  const rule = ruleWith();
  const at = (age: number) => measured({ a: { value: 1, at: 10 * MINUTE - age } });
  const settings = { lookBackMs: 5 * MINUTE };
  const now = 10 * MINUTE;
  expect(evaluate(rule, FRESH_RULE, at(5 * MINUTE), now, settings).transitions).toHaveLength(1);
  expect(evaluate(rule, FRESH_RULE, at(5 * MINUTE + 1), now, settings).transitions).toEqual([]);
});

test("an evaluation for an earlier instant than the last changes and tells nothing", () => {
  const { state } = play(ruleWith(), [measured({ a: 1 }), measured({ a: 1 })]);
  expect(evaluate(ruleWith(), state, measured({}), 0)).toEqual({ state, transitions: [] });
});

test.each([
  ["<", 0.4, 0.6, [0.5, 0.3, 0.5, 0.5, 0.6, 0.5], "IFFFII"],
  [">=", 0.8, 0.6, [0.8, 0.6, 0.5, 0.6], "FFII"],
] as const)(
  "recovery from %s is at its own threshold",
  (comparison, threshold, recoveryThreshold, values, expected) => {
    const rule = ruleWith({ comparison, threshold, recoveryThreshold });
    const seen = play(
      rule,
      values.map((value) => measured({ a: value })),
    );
    const letters = phases(seen, "a").map((phase) => (phase === "firing" ? "F" : "I"));
    expect(letters.join("")).toBe(expected);
  },
);
