/** A PromQL alert expression as the condition of a rule of ours. */
import type { RuleInput } from "@/lib/alerts/schema";
import { comparedWithNumber, comparisonOf, flipped } from "./comparison";
import { type Binary, type Expr, isComparison, parsePromql } from "./promql";
import {
  cannot,
  filtersOf,
  INSTANT_WINDOW_MS,
  type Linear,
  linearOf,
  type Metric,
  nameOf,
  ratioOf,
} from "./signal";

type Condition = Pick<
  RuleInput,
  "signal" | "filters" | "groupBy" | "windowMs" | "comparison" | "threshold"
>;
export type Translated = { readonly condition: Condition; readonly notes: readonly string[] };

/** Throws a `Fault` whose message is the reason why it cannot be translated. */
export function translated(text: string): Translated {
  return conditionOf(parsePromql(text));
}

function conditionOf(expr: Expr): Translated {
  if (expr.type === "call" && (expr.name === "absent" || expr.name === "absent_over_time"))
    return absent(expr.args[0]);
  if (expr.type === "binary" && expr.op === "and") return guarded(expr);
  if (expr.type === "binary" && isComparison(expr.op)) return compared(expr);
  // For what it refuses, the value's own reason says more than that a comparison is missing.
  linearOf(expr);
  throw cannot("it has no comparison, so it fires for whatever there is");
}

function absent(of: Expr | undefined): Translated {
  if (of?.type !== "selector") throw cannot("it asks for the absence of a calculation");
  const name = nameOf(of);
  return {
    condition: {
      signal: { kind: "absence", of: "metric", name },
      filters: filtersOf(of.matchers),
      groupBy: [],
      windowMs: of.rangeMs ?? INSTANT_WINDOW_MS,
      threshold: null,
    },
    notes: [],
  };
}

/** `ratio > 0.1 and divisor > 0`: a ratio of nothing is no value here, so the guard guards nothing. */
function guarded(expr: Binary): Translated {
  const sides = [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ] as const;
  for (const [main, guard] of sides) {
    const value = isPositive(guard);
    if (!value || main.type !== "binary" || !isComparison(main.op)) continue;
    const known = divisorsOf(main);
    if (!known.some((divisor) => isSame(divisor, value))) continue;
    const { condition, notes } = compared(main);
    return { condition, notes: [...notes, "the guard against a divisor of 0 is not needed here"] };
  }
  throw cannot("it joins two conditions with `and`");
}

/** The value of `value > 0` and `value != 0`. */
function isPositive(expr: Expr): Expr | null {
  const side = comparedWithNumber(expr);
  if (side?.threshold !== 0) return null;
  return side.comparison === ">" || side.comparison === "!=" ? side.value : null;
}

function divisorsOf(main: Binary): readonly Expr[] {
  const side = comparedWithNumber(main);
  return side ? linearOf(side.value).divisors : [main.left, main.right];
}

const isSame = (a: Expr, b: Expr): boolean => JSON.stringify(a) === JSON.stringify(b);

function compared(expr: Binary): Translated {
  if (expr.isBool)
    throw cannot("a comparison with `bool` is 0 or 1 and fires for both; leave `bool` out");
  const side = comparedWithNumber(expr);
  if (side) return solved(linearOf(side.value), side.comparison, side.threshold);
  return comparedMetrics(expr);
}

/** `a > 0.8 * b` is `a / b > 0.8`, as long as b is not negative. */
function comparedMetrics(expr: Binary): Translated {
  const comparison = comparisonOf(expr.op);
  if (!comparison || comparison === "==" || comparison === "!=")
    throw cannot(`it asks whether two metrics are equal (\`${expr.op}\`)`);
  const ratio = ratioOf(expr, linearOf(expr.left), linearOf(expr.right));
  const note = "two metrics are compared by their ratio, which takes the second to be positive";
  return solved({ ...ratio, notes: [...ratio.notes, note] }, comparison, 1);
}

/** Rounds away what floating point adds: 0.05, not 0.05000000000000001. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function solved(
  value: Linear,
  comparison: NonNullable<RuleInput["comparison"]>,
  threshold: number,
): Translated {
  if (value.factor === 0) throw cannot("its value is always the same");
  const bound = tidy((threshold - value.offset) / value.factor);
  if (!Number.isFinite(bound)) throw cannot("its threshold is no number");
  return {
    condition: {
      signal: signalOf(value),
      filters: value.whole ? [] : [...value.part.filters],
      groupBy: [...value.groupBy],
      windowMs: value.windowMs ?? INSTANT_WINDOW_MS,
      comparison: value.factor < 0 ? flipped(comparison) : comparison,
      threshold: bound,
    },
    notes: value.notes,
  };
}

function signalOf({ part, whole }: Linear): RuleInput["signal"] {
  const { filters: _rules, ...plain } = part;
  if (!whole) return { kind: "metric", ...plain };
  return { kind: "ratio", part: addendOf(part), whole: addendOf(whole) };
}

const addendOf = ({ filters, ...metric }: Metric) => ({
  kind: "metric" as const,
  ...metric,
  filters: [...filters],
});
