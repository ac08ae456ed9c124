/** The value of a PromQL expression as a signal of ours, times a factor, plus an offset. */

import type { Filter, GroupField } from "@/lib/alerts/filter";
import type { Across, Aggregation } from "@/lib/alerts/signal";
import { Fault } from "@/lib/core/fault";
import { MINUTE } from "@/lib/core/time";
import { constantOf } from "./comparison";
import { patternsOf } from "./patterns";
import type { Binary, Expr, Grouping, Matcher, Selector } from "./promql";

export type Metric = {
  readonly name: string;
  readonly filters: readonly Filter[];
  readonly aggregation: Aggregation;
  readonly percentile?: number;
  readonly across: Across;
};

export type Linear = {
  readonly part: Metric;
  /** Of a ratio. */
  readonly whole: Metric | null;
  readonly groupBy: readonly GroupField[];
  /** Null: the value as it is now, which fits any window. */
  readonly windowMs: number | null;
  readonly factor: number;
  readonly offset: number;
  /** Divisors that guards ask to be above zero. */
  readonly divisors: readonly Expr[];
  readonly notes: readonly string[];
};

/** Thrown as the reason why a rule cannot be translated. */
export const cannot = (reason: string): Fault => new Fault("invalid", reason);

export const INSTANT_WINDOW_MS = 5 * MINUTE;

export function linearOf(expr: Expr): Linear {
  switch (expr.type) {
    case "selector":
      return measured(expr, "last");
    case "call":
      return calledOf(expr.name, expr.args);
    case "aggregate":
      return aggregated(expr.op, expr.grouping, expr.args);
    case "binary":
      return operated(expr);
    case "minus":
      return scaled(linearOf(expr.of), -1, 0);
    case "subquery":
      throw cannot("it looks at another time than now, or evaluates within an evaluation");
    case "number":
    case "string":
      throw cannot("it measures nothing");
  }
}

const scaled = (value: Linear, factor: number, offset: number): Linear => ({
  ...value,
  factor: value.factor * factor,
  offset: value.offset * factor + offset,
});

function measured(selector: Selector, aggregation: Aggregation, percentile?: number): Linear {
  return {
    part: {
      name: nameOf(selector),
      filters: filtersOf(selector.matchers),
      aggregation,
      ...(percentile !== undefined && { percentile }),
      across: "mean",
    },
    whole: null,
    groupBy: ["series"],
    windowMs: selector.rangeMs,
    factor: 1,
    offset: 0,
    divisors: [],
    notes: [],
  };
}

export function nameOf({ name, isElsewhere }: Selector): string {
  if (name === "") throw cannot("it names no metric");
  if (isElsewhere) throw cannot("it looks at another time than now (`offset` or `@`)");
  if (name.includes(":"))
    throw cannot(`it reads the recording rule “${name}”, which nothing computes here`);
  return name;
}

export const filtersOf = (matchers: readonly Matcher[]): Filter[] => matchers.map(filterOf);

function filterOf({ label, op, value }: Matcher): Filter {
  const on = `label:${label}` as const;
  if (op === "=") return { on, op: "is", values: [value] };
  if (op === "!=") return { on, op: "isNot", values: [value] };
  const patterns = patternsOf(value);
  if (!patterns)
    throw cannot(`the regular expression “${value}” says more than values and wildcards can`);
  const [is, like] = op === "=~" ? (["is", "like"] as const) : (["isNot", "notLike"] as const);
  return { on, op: patterns.isWild ? like : is, values: [...patterns.values] };
}

const OVER_TIME: Readonly<Record<string, Aggregation>> = {
  avg_over_time: "mean",
  min_over_time: "min",
  max_over_time: "max",
  sum_over_time: "sum",
  count_over_time: "count",
  last_over_time: "last",
  rate: "rate",
  irate: "rate",
  increase: "increase",
};

const UNKNOWN: Readonly<Record<string, string>> = {
  time: "it compares with the clock (how long ago something was)",
  delta: "it looks at the change of a gauge (`delta`)",
  idelta: "it looks at the change of a gauge (`idelta`)",
  deriv: "it looks at the slope of a gauge (`deriv`)",
  changes: "it counts how often a value changed (`changes`)",
  resets: "it counts how often a counter restarted (`resets`)",
  predict_linear: "it predicts (`predict_linear`)",
};

function calledOf(name: string, args: readonly Expr[]): Linear {
  const [first, second] = args;
  if (name === "histogram_quantile") return fromHistogram(first, second);
  if (name === "quantile_over_time" && second?.type === "selector")
    return measured(second, "percentile", percentileOf(first));
  const aggregation = OVER_TIME[name];
  if (!aggregation) throw cannot(UNKNOWN[name] ?? `it uses the function “${name}”`);
  if (first?.type !== "selector")
    throw cannot(`“${name}” is taken of something other than a metric`);
  const value = measured(first, aggregation);
  if (name !== "irate") return value;
  return {
    ...value,
    notes: ["`irate` is read as `rate`: over the window, not its last two samples"],
  };
}

function percentileOf(expr: Expr | undefined): number {
  const quantile = expr ? constantOf(expr) : null;
  const percentile = quantile === null ? Number.NaN : Number((quantile * 100).toPrecision(12));
  if (percentile >= 1 && percentile <= 99.9) return percentile;
  throw cannot("its quantile is no number between 0.01 and 0.999");
}

/** Metrics are kept with their distribution here: what Prometheus spreads over buckets is one metric. */
function fromHistogram(quantile: Expr | undefined, of: Expr | undefined): Linear {
  const percentile = percentileOf(quantile);
  const value = of ? linearOf(of) : null;
  if (!value || value.whole || !value.part.name.endsWith("_bucket") || value.factor !== 1)
    throw cannot("its histogram is no rate of a metric that ends in _bucket");
  const name = value.part.name.slice(0, -"_bucket".length);
  return {
    ...value,
    part: { ...value.part, name, aggregation: "percentile", percentile, across: "mean" },
    groupBy: value.groupBy.filter((field) => field !== "label:le"),
    notes: [...value.notes, `reads the distribution of “${name}” instead of its buckets`],
  };
}

const ACROSS: Readonly<Record<string, Across>> = {
  sum: "sum",
  avg: "mean",
  min: "min",
  max: "max",
  count: "count",
};

function aggregated(op: string, grouping: Grouping | null, args: readonly Expr[]): Linear {
  const across = ACROSS[op];
  const [of] = args;
  if (!across || !of || args.length > 1) throw cannot(`it aggregates with “${op}”`);
  if (grouping?.word === "without")
    throw cannot("it names the labels to drop (`without`), not those to keep");
  const value = linearOf(of);
  const isPlain = value.whole === null && value.offset === 0 && value.factor > 0;
  if (!isPlain) throw cannot(`it takes the ${op} of a calculation`);
  if (value.groupBy[0] !== "series") throw cannot("it aggregates twice");
  return {
    ...value,
    part: { ...value.part, across },
    factor: across === "count" ? 1 : value.factor,
    groupBy: (grouping?.labels ?? []).map((label) => `label:${label}` as const),
  };
}

function operated(expr: Binary): Linear {
  const { op, left, right } = expr;
  if (op === "or" || op === "and" || op === "unless")
    throw cannot(`it joins two conditions with \`${op}\``);
  if (!["+", "-", "*", "/"].includes(op)) throw cannot(notArithmetic(op));
  const [a, b] = [constantOf(left), constantOf(right)];
  if (b !== null) return withRight(linearOf(left), op, b);
  if (a !== null) return withLeft(a, op, right);
  if (op === "/") return ratioOf(expr, linearOf(left), linearOf(right));
  if (isClock(left) || isClock(right)) throw cannot(UNKNOWN.time ?? "");
  throw cannot(`it calculates with two metrics (\`${op}\`)`);
}

const isClock = (expr: Expr): boolean => expr.type === "call" && expr.name === "time";

const notArithmetic = (op: string): string =>
  ["%", "^", "atan2"].includes(op)
    ? `it calculates with \`${op}\``
    : `it compares (\`${op}\`) inside the value`;

function withRight(value: Linear, op: string, by: number): Linear {
  if (op === "+") return scaled(value, 1, by);
  if (op === "-") return scaled(value, 1, -by);
  return scaled(value, op === "*" ? by : 1 / by, 0);
}

function withLeft(by: number, op: string, right: Expr): Linear {
  if (op === "/") throw cannot("it divides a number by a metric");
  const value = linearOf(right);
  if (op === "+") return scaled(value, 1, by);
  return op === "-" ? scaled(value, -1, by) : scaled(value, by, 0);
}

/** Of two vectors that meet one to one. */
export function ratioOf(expr: Binary, part: Linear, whole: Linear): Linear {
  if (expr.isManyToOne) throw cannot("it joins many series with one (`group_left`, `group_right`)");
  if (expr.matching?.word === "ignoring") throw cannot("it joins series with `ignoring`");
  if (part.whole || whole.whole) throw cannot("it divides by a ratio, or a ratio by something");
  if (part.offset !== 0 || whole.offset !== 0)
    throw cannot("it divides sums of metrics and numbers");
  const on = expr.matching?.labels.map((label) => `label:${label}` as const);
  const groupBy = on ?? part.groupBy;
  const isSame = (one: Linear) =>
    one.groupBy[0] === "series" ? true : sameFields(one.groupBy, groupBy);
  if (!isSame(part) || !isSame(whole) || (!on && !sameFields(part.groupBy, whole.groupBy)))
    throw cannot("it divides what is split by other labels");
  const windows = [part.windowMs, whole.windowMs].filter((ms) => ms !== null);
  if (new Set(windows).size > 1) throw cannot("it looks at two windows at once");
  return {
    part: part.part,
    whole: whole.part,
    groupBy,
    windowMs: windows[0] ?? null,
    factor: part.factor / whole.factor,
    offset: 0,
    divisors: [expr.right],
    notes: [...part.notes, ...whole.notes],
  };
}

const sameFields = (a: readonly GroupField[], b: readonly GroupField[]): boolean =>
  a.length === b.length && a.every((field) => b.includes(field));
