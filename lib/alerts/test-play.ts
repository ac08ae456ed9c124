/** Short ways to play a rule through what it might find, for tests. */
import { evaluate, type Measured, type Outcome } from "./evaluation";
import { type Rule, type RuleInput, ruleSchema } from "./schema";
import { FRESH_RULE, type KeptRule, type RuleState, type Transition } from "./state";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const ruleWith = (
  more: Partial<RuleInput> = {},
  unchecked: Partial<Rule> = {},
): KeptRule => ({
  id: "rule",
  ...ruleSchema.parse({
    name: "Test",
    severity: "high",
    signal: { kind: "metric", name: "m", aggregation: "last" },
    threshold: 0.5,
    groupBy: ["series"],
    intervalMs: MINUTE,
    noData: { policy: "ok" },
    ...more,
  }),
  ...unchecked,
});

type Values = Readonly<Record<string, number | Partial<Measured>>>;
export const measured = (values: Values): Outcome => ({
  kind: "measured",
  series: Object.entries(values).map(([i, one]) => ({
    labels: { i },
    value: 1,
    at: Number.MAX_SAFE_INTEGER,
    ...(typeof one === "number" ? { value: one } : one),
  })),
});
export const BROKEN: Outcome = { kind: "error", message: "the database is away" };

/** Evaluates once a minute, or at the minutes given. */
export function play(
  rule: KeptRule,
  outcomes: readonly Outcome[],
  from = FRESH_RULE,
  startMinute = 0,
) {
  const transitions: Transition[] = [];
  const states: RuleState[] = [];
  let state = from;
  outcomes.forEach((outcome, i) => {
    const step = evaluate(rule, state, outcome, (startMinute + i) * MINUTE);
    state = step.state;
    states.push(state);
    transitions.push(...step.transitions);
  });
  return { state, states, transitions, told: transitions.map(words) };
}

export const words = ({ at, kind, reason, labels, isQuiet }: Transition): string =>
  [at / MINUTE, kind, reason, Object.values(labels).join(","), isQuiet ? "quietly" : ""]
    .filter((word) => word !== "")
    .join(" ");
export const phases = ({ states }: { states: readonly RuleState[] }, label: string, name = "i") =>
  states.map(
    ({ alerts }) => alerts.find(({ labels }) => labels[name] === label)?.phase ?? "inactive",
  );
export const times = (n: number, outcome: Outcome): Outcome[] =>
  Array.from({ length: n }, () => outcome);
