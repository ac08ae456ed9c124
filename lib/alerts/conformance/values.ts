/** The value of an expression over test series at one instant: metrics, numbers and arithmetic between them. */

import { canonicalLabels, type Labels } from "@/lib/alerts/labels";
import type { Expr, Matcher, Selector } from "@/lib/alerts/prometheus/promql";
import { Fault } from "@/lib/core/fault";
import type { InputSeries } from "./series";

/** `at` is the tick of the sample it rests on. */
export type Valued = {
  readonly labels: Labels;
  readonly value: number;
  readonly at: number;
  readonly hasVanished: boolean;
};
type Value = { readonly scalar: number } | { readonly vector: readonly Valued[] };

export function vectorAt(expr: Expr, series: readonly InputSeries[], tick: number): Valued[] {
  const value = valueAt(expr, series, tick);
  if ("vector" in value) return [...value.vector];
  throw new Fault("invalid", "expr: compares numbers with each other; one side needs a metric");
}

function valueAt(expr: Expr, series: readonly InputSeries[], tick: number): Value {
  switch (expr.type) {
    case "number":
      return { scalar: expr.value };
    case "minus":
      return mapped(valueAt(expr.of, series, tick), (value) => -value);
    case "selector":
      return { vector: selected(expr, series, tick) };
    case "binary": {
      const operate = expr.matching === null && !expr.isManyToOne ? OPERATIONS[expr.op] : undefined;
      if (!operate) break;
      const left = valueAt(expr.left, series, tick);
      return combined(left, valueAt(expr.right, series, tick), operate);
    }
  }
  throw new Fault(
    "invalid",
    "expr: scenarios know metrics, numbers, + - * / and comparisons with bool",
  );
}

type Operation = (a: number, b: number) => number;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
};

const mapped = (value: Value, change: (value: number) => number): Value =>
  "scalar" in value
    ? { scalar: change(value.scalar) }
    : { vector: value.vector.map((one) => ({ ...one, value: change(one.value) })) };

/** Two vectors meet where their labels are equal. */
function combined(left: Value, right: Value, operate: Operation): Value {
  if ("scalar" in right) return mapped(left, (value) => operate(value, right.scalar));
  if ("scalar" in left) return mapped(right, (value) => operate(left.scalar, value));
  const others = new Map(right.vector.map((one) => [canonicalLabels(one.labels), one]));
  return {
    vector: left.vector.flatMap((one) => {
      const other = others.get(canonicalLabels(one.labels));
      if (!other) return [];
      const hasVanished = one.hasVanished || other.hasVanished;
      const at = Math.min(one.at, other.at);
      return [{ labels: one.labels, value: operate(one.value, other.value), at, hasVanished }];
    }),
  };
}

function selected(selector: Selector, series: readonly InputSeries[], tick: number): Valued[] {
  if (selector.rangeMs !== null || selector.isElsewhere)
    throw new Fault("invalid", "expr: scenarios know no ranges and no offsets");
  return series
    .filter(({ name, labels }) => name === selector.name && isMatched(labels, selector.matchers))
    .flatMap(({ labels, samples }) => {
      const at = samples.findLastIndex((sample, i) => i <= tick && sample !== null);
      const sample = samples[at];
      if (sample === undefined || sample === null) return [];
      const hasVanished = sample === "stale";
      return [{ labels, value: hasVanished ? Number.NaN : sample, at, hasVanished }];
    });
}

const isMatched = (labels: Labels, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ label, op, value }) => {
    const own = labels[label] ?? "";
    if (op === "=" || op === "!=") return (own === value) === (op === "=");
    return new RegExp(`^(?:${value})$`).test(own) === (op === "=~");
  });
