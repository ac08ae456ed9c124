/** The comparison at the top of an expression: a value, a sign and a number, whichever way round it was written. */
import { COMPARISONS, type Comparison } from "@/lib/alerts/schema";
import type { Expr } from "./promql";

export type Compared = {
  readonly value: Expr;
  readonly comparison: Comparison;
  readonly threshold: number;
};

const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  ">": "<",
  ">=": "<=",
  "<": ">",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
};

export const flipped = (comparison: Comparison): Comparison => FLIPPED[comparison];

export function comparisonOf(op: string): Comparison | null {
  return COMPARISONS.find((known) => known === op) ?? null;
}

/** Null where it is no comparison, or one of two metrics. */
export function comparedWithNumber(expr: Expr): Compared | null {
  if (expr.type !== "binary") return null;
  const comparison = comparisonOf(expr.op);
  if (comparison === null) return null;
  const right = constantOf(expr.right);
  if (right !== null) return { value: expr.left, comparison, threshold: right };
  const left = constantOf(expr.left);
  if (left === null) return null;
  return { value: expr.right, comparison: flipped(comparison), threshold: left };
}

/** The number that an expression without metrics stands for, such as `20 * 1024 ^ 3`. */
export function constantOf(expr: Expr): number | null {
  if (expr.type === "number") return expr.value;
  if (expr.type === "minus") {
    const of = constantOf(expr.of);
    return of === null ? null : -of;
  }
  if (expr.type !== "binary") return null;
  const left = constantOf(expr.left);
  const right = constantOf(expr.right);
  return left === null || right === null ? null : (ARITHMETIC[expr.op]?.(left, right) ?? null);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};
