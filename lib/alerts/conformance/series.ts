/** Series of test values as Prometheus' rule tests write them: `1 1 _ stale 0+1x5`. */

import type { Labels } from "@/lib/alerts/labels";
import { parsePromql } from "@/lib/alerts/prometheus/promql";
import { Fault } from "@/lib/core/fault";

/** A value, an end that the source declares, or a gap (null). */
type Sample = number | "stale" | null;

export type InputSeries = {
  readonly name: string;
  readonly labels: Labels;
  /** One a tick. */
  readonly samples: readonly Sample[];
};

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf)|nan`;
const WORD = new RegExp(`^(_|stale|${NUMBER})(?:([+-][\\d.]+))?(?:x(\\d+))?$`, "i");
const MOST_REPEATS = 100_000;

export function seriesOf(selector: string, values: string): InputSeries {
  const expr = parsePromql(selector);
  if (expr.type !== "selector" || expr.matchers.some(({ op }) => op !== "="))
    throw new Fault("invalid", `“${selector}” is no series: write name{label="value"}`);
  return {
    name: expr.name,
    labels: Object.fromEntries(expr.matchers.map(({ label, value }) => [label, value])),
    samples: values.split(/\s+/).filter(Boolean).flatMap(samplesOf),
  };
}

function samplesOf(word: string): Sample[] {
  const [, first, step, times] = WORD.exec(word) ?? [];
  const repeats = Number(times ?? 0);
  if (first === undefined || repeats > MOST_REPEATS || (step !== undefined && times === undefined))
    throw new Fault("invalid", `“${word}” is no value: write 1, _, stale, NaN, 1x5 or 0+1x5`);
  if (first === "_") return Array.from({ length: times === undefined ? 1 : repeats }, () => null);
  if (first === "stale") return ["stale"];
  const start = numberOf(first);
  // As in promtool: a repeated value comes once more than it is repeated.
  return Array.from({ length: repeats + 1 }, (_, i) => start + i * Number(step ?? 0));
}

function numberOf(text: string): number {
  const lower = text.toLowerCase();
  if (lower === "nan") return Number.NaN;
  if (lower.endsWith("inf"))
    return lower.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}
