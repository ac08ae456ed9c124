/** Runs a scenario through the production machine and writes down the state of each tick. */

import { type Evaluation, evaluate, type Measured, type Outcome } from "@/lib/alerts/evaluation";
import type { Labels } from "@/lib/alerts/labels";
import { comparedWithNumber } from "@/lib/alerts/prometheus/comparison";
import { type Expr, isComparison, type Matcher, parsePromql } from "@/lib/alerts/prometheus/promql";
import { ruleSchema } from "@/lib/alerts/schema";
import {
  FRESH_RULE,
  type KeptRule,
  type Phase,
  type RuleState,
  type Transition,
} from "@/lib/alerts/state";
import { Fault } from "@/lib/core/fault";
import type { Scenario } from "./scenario";
import { type InputSeries, seriesOf } from "./series";
import { vectorAt } from "./values";

type Row = { readonly labels: string; readonly expected: string; readonly got: string };
export type Verdict = {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly rows: readonly Row[];
  readonly transitions: readonly Transition[];
};

const LETTERS: Readonly<Record<Phase, string>> = {
  inactive: "I",
  pending: "P",
  firing: "F",
  recovering: "F",
  noData: "N",
};

export function runScenario(scenario: Scenario): Verdict {
  const { states, transitions } = play(scenario);
  const names = new Set([
    ...Object.keys(scenario.expected),
    ...states.flatMap(({ alerts }) => alerts.map(({ labels }) => nameOf(labels))),
  ]);
  const quiet = "I".repeat(states.length);
  const rows = [...names].map((labels) => ({
    labels,
    expected: scenario.expected[labels] ?? quiet,
    got: states.map((state) => letterOf(state, labels)).join(""),
  }));
  const passed = rows.every(({ expected, got }) => expected === got);
  return { id: scenario.id, title: scenario.title, passed, rows, transitions };
}

/** The values of the labels, as the files of scenarios name a label set. */
const nameOf = (labels: Labels): string => Object.values(labels).join(",");

function letterOf({ alerts }: RuleState, name: string): string {
  const alert = alerts.find(({ labels }) => nameOf(labels) === name);
  return LETTERS[alert?.phase ?? "inactive"];
}

function play(scenario: Scenario) {
  const { rule, read } = prepared(scenario);
  const ticks = Object.values(scenario.expected)[0]?.length ?? 0;
  const transitions: Transition[] = [];
  const states: RuleState[] = [];
  let state = FRESH_RULE;
  for (let tick = 0; tick < ticks; tick++) {
    const word = scenario.evaluation.charAt(tick);
    // What is stored is JSON: a restart knows no more than that.
    if (word === "R") state = JSON.parse(JSON.stringify(state)) as RuleState;
    const step = word === "-" ? null : evaluated(scenario, rule, state, read, tick);
    if (step) {
      state = step.state;
      transitions.push(...step.transitions);
    }
    states.push(state);
  }
  return { states, transitions };
}

function evaluated(
  { evaluation, interval, look_back: lookBackMs }: Scenario,
  rule: KeptRule,
  state: RuleState,
  read: (tick: number) => Measured[],
  tick: number,
): Evaluation {
  const outcome: Outcome =
    evaluation.charAt(tick) === "E"
      ? { kind: "error", message: "the scenario says so" }
      : { kind: "measured", series: read(tick) };
  return evaluate(rule, state, outcome, tick * interval, { lookBackMs });
}

type Condition = Pick<KeptRule, "comparison" | "threshold" | "recoveryThreshold"> & {
  readonly value: Expr;
  /** Of `absent`: what the alert is labelled with. */
  readonly absent: readonly Matcher[] | null;
};

function prepared(scenario: Scenario) {
  const series = Object.entries(scenario.series).map(([name, values]) => seriesOf(name, values));
  const condition = conditionOf(parsePromql(scenario.expr));
  const rule = ruleOf(scenario, condition);
  const read = (tick: number): Measured[] => measured(condition, series, scenario.interval, tick);
  return { rule, read };
}

function measured(
  { value, absent }: Condition,
  series: readonly InputSeries[],
  intervalMs: number,
  tick: number,
): Measured[] {
  return vectorAt(value, series, tick).map((one) => ({
    labels: absent ? labelsOf(absent) : one.labels,
    value: one.value,
    at: one.at * intervalMs,
    hasVanished: one.hasVanished,
  }));
}

const labelsOf = (matchers: readonly Matcher[]): Labels =>
  Object.fromEntries(
    matchers.filter(({ op }) => op === "=").map(({ label, value }) => [label, value]),
  );

function ruleOf(scenario: Scenario, { absent, value: _value, ...condition }: Condition): KeptRule {
  const { no_data: noData } = scenario;
  const base = ruleSchema.parse({
    name: scenario.id,
    severity: "high",
    signal: absent
      ? { kind: "absence", of: "metric", name: "scenario" }
      : { kind: "metric", name: "scenario", aggregation: "last" },
    filters: Object.entries(absent ? labelsOf(absent) : {}).map(([name, value]) => ({
      on: `label:${name}`,
      values: [value],
    })),
    groupBy: absent ? [] : ["series"],
    ...condition,
    noData: typeof noData === "number" ? { policy: "noData", forMs: noData } : { policy: noData },
    onError: { policy: scenario.on_error },
  });
  // Scenarios run at any interval, the worker only at its own.
  return {
    ...base,
    id: scenario.id,
    intervalMs: scenario.interval,
    forMs: scenario.for,
    keepFiringForMs: scenario.keep_firing_for,
  };
}

const refusal = (): Fault =>
  new Fault(
    "invalid",
    "expr: is a value compared with a number, absent(metric), or the former with `or (value > other and ALERTS{…} == 1)`",
  );

function conditionOf(expr: Expr): Condition {
  if (expr.type === "call" && expr.name === "absent") return absentOf(expr.args[0]);
  if (expr.type === "binary" && expr.op === "or") return recoveringOf(expr.left, expr.right);
  return comparedOf(expr);
}

function absentOf(value: Expr | undefined): Condition {
  if (value?.type !== "selector") throw refusal();
  const { matchers } = value;
  return { value, absent: matchers, comparison: ">", threshold: null, recoveryThreshold: null };
}

/** With `bool` there is a result, 0 or 1, for every series, and Prometheus fires for every result. */
function comparedOf(expr: Expr): Condition {
  const common = { absent: null, recoveryThreshold: null };
  if (expr.type === "binary" && isComparison(expr.op) && expr.isBool)
    return { ...common, value: expr, comparison: ">=", threshold: 0 };
  const compared = comparedWithNumber(expr);
  if (!compared) throw refusal();
  return { ...common, ...compared };
}

function recoveringOf(left: Expr, right: Expr): Condition {
  const fires = comparedOf(left);
  if (right.type !== "binary" || right.op !== "and") throw refusal();
  const holds = comparedOf(right.left);
  const isSame = JSON.stringify(holds.value) === JSON.stringify(fires.value);
  if (!isSame || holds.comparison !== fires.comparison || !isOwnState(right.right)) throw refusal();
  return { ...fires, recoveryThreshold: holds.threshold };
}

const isOwnState = (expr: Expr): boolean =>
  expr.type === "binary" && expr.left.type === "selector" && expr.left.name === "ALERTS";
