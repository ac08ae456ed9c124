/** The line of one alert with its threshold: its own label set, from an hour before it to its end. */
import { spanWords } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import { HOUR, MINUTE, type Span, TIER_KEPT_MS } from "@/lib/core/time";
import type { History } from "./backtest";
import { figureText, figureUnitOf } from "./figure";
import { identityOf } from "./identity";
import { aboutWords } from "./listing";
import type { Rule } from "./schema";
import type { AlertChart } from "./views";
import { signalWords } from "./words";

const LEAD_MS = HOUR;
const TAIL_MS = 15 * MINUTE;
const MOST_POINTS = 240;

type Shown = { readonly key: string; readonly startedAt: Date; readonly endedAt: Date | null };

/** From an hour before the condition became true until a little after the end, or now. */
export function chartSpan(rule: Rule, { startedAt, endedAt }: Shown, now: Date): Span {
  const from = new Date(startedAt.getTime() - rule.forMs - LEAD_MS);
  const end = endedAt ? Math.min(endedAt.getTime() + TAIL_MS, now.getTime()) : now.getTime();
  return { from, to: new Date(end) };
}

const FINE_MS = 4 * HOUR;

/** Minutes while it is young, when each of them tells something; five of them after that. */
export function finenessOf({ from, to }: Span, { windowMs }: Rule, now: Date): "1m" | "5m" {
  const isKept = now.getTime() - from.getTime() + windowMs < TIER_KEPT_MS["1m"] - HOUR;
  const isShort = to.getTime() - from.getTime() <= FINE_MS && windowMs <= HOUR;
  return isKept && isShort ? "1m" : "5m";
}

/** Null for what has no value to draw. */
export function chartOf(rule: Rule, history: History, alert: Shown): AlertChart | null {
  if (rule.signal.kind === "absence") return null;
  const unit = figureUnitOf(rule.signal);
  const isBadAbove = !rule.comparison.startsWith("<");
  const by = Math.max(1, Math.ceil(history.steps / MOST_POINTS));
  const own = seriesOf(rule, history, alert.key);
  if (!own) return null;
  const { from, stepMs } = history;
  const values = thinned(own.values, by, isBadAbove);
  const words = figureText(unit, rule.threshold);
  const signal = signalWords(rule.signal);
  return {
    axis: { from: new Date(from).toISOString(), stepMs: stepMs * by, count: values.length },
    lines: [{ key: "value", label: aboutWords(own.labels) || signal, values }],
    unit,
    signal: `${signal}, each point over ${spanWords(rule.windowMs)}`,
    threshold: words === null ? null : thresholdLine(rule.threshold ?? 0, words, isBadAbove),
    isBadAbove,
  };
}

/** The series that this alert is about; where its labels depend on the value, the only one there is. */
function seriesOf(rule: Rule, { series }: History, key: string) {
  const own = series.find(({ labels }) => identityOf(rule, labels, null).key === key);
  return own ?? (series.length === 1 ? series[0] : undefined);
}

/** A chart names it the threshold, as the rule does. */
const thresholdLine = (aim: number, words: string, isBadAbove: boolean): Target => ({
  ...{ label: "Threshold", noun: "threshold", unit: "score", aim, limit: aim, words },
  better: isBadAbove ? "lower" : "higher",
});

/** Of each run of steps the worst value: the one that the rule would have seen. */
function thinned(
  values: readonly (number | null)[],
  by: number,
  isBadAbove: boolean,
): (number | null)[] {
  if (by === 1) return values.map(finite);
  const worst = isBadAbove ? Math.max : Math.min;
  return Array.from({ length: Math.ceil(values.length / by) }, (_, i) => {
    const run = values.slice(i * by, (i + 1) * by).flatMap((value) => finite(value) ?? []);
    return run.length === 0 ? null : worst(...run);
  });
}

/** Infinity has no place on an axis. */
const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
