/** What had happened by now, told as it would have been. */
import { expect, test } from "vitest";
import { backtest, type History } from "./backtest";
import { replayed } from "./replay";
import { type RuleInput, ruleSchema } from "./schema";
import type { KeptRule } from "./state";

const STEP = 5 * 60_000;
const kept = (input: Partial<RuleInput> = {}): KeptRule => ({
  ...ruleSchema.parse({
    name: "High error rate",
    severity: "critical",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    forMs: STEP,
    ...input,
  }),
  id: "r1",
});
const history = (...values: (number | null)[]): History => ({
  ...{ from: 0, stepMs: STEP, steps: values.length },
  series: [{ labels: { agent: "support" }, values }],
});

test("an alert has its worst value, its steps from the first sign, and its end", () => {
  const [alert, ...others] = replayed(kept(), history(0, 0.06, 0.08, 0.2, 0.07, 0.01, 0));
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    ...{ from: 2 * STEP, to: 5 * STEP, peak: 0.2, value: 0.07, reason: "condition" },
    labels: { agent: "support" },
  });
  expect(alert?.steps.map(({ kind }) => kind)).toEqual(["pending", "fired", "resolved"]);
});

test("what came to nothing leaves no step in the next", () => {
  const [alert] = replayed(kept(), history(0.06, 0, 0.06, 0.06, 0));
  expect(alert?.steps.map(({ kind }) => kind)).toEqual(["pending", "fired", "resolved"]);
});

test("what had not ended is left to whoever evaluates now", () => {
  expect(replayed(kept(), history(0, 0.06, 0.06, 0.06))).toEqual([]);
});

test("below is worse where the rule says so", () => {
  const low = kept({ comparison: "<", threshold: 0.5, signal: { kind: "cacheHitRate" } });
  expect(replayed(low, history(0.4, 0.1, 0.3, 0.9))).toMatchObject([{ peak: 0.1 }]);
});

test("tells the same alerts as a backtest of the same history", () => {
  const values = Array.from({ length: 400 }, (_, i) => (Math.sin(i / 7) > 0.3 ? 0.2 : 0.01));
  const tested = backtest(kept(), history(...values, 0, 0), "UTC");
  expect(replayed(kept(), history(...values, 0, 0)).map(({ from, to }) => [from, to])).toEqual(
    tested.episodes.map(({ from, to }) => [from, to]),
  );
});
