/** A history small enough to send: all of the steps, and as many label sets as fit, the liveliest first. */
import type { History } from "@/lib/alerts/backtest";
import type { Comparison } from "@/lib/alerts/schema";

const MOST_VALUES = 300_000;

type Bounded = { readonly history: History; readonly omitted: number };

/** The label sets that came nearest to the condition are kept: those left out have the least to tell. */
export function bounded(history: History, comparison: Comparison, most = MOST_VALUES): Bounded {
  const room = Math.max(1, Math.floor(most / Math.max(1, history.steps)));
  const omitted = Math.max(0, history.series.length - room);
  if (omitted === 0) return { history, omitted };
  const sign = comparison.startsWith("<") ? -1 : 1;
  const ranked = history.series
    .map((one) => ({ one, reach: reachOf(one.values, sign) }))
    .sort((a, b) => b.reach - a.reach);
  return { history: { ...history, series: ranked.slice(0, room).map(({ one }) => one) }, omitted };
}

function reachOf(values: readonly (number | null)[], sign: number): number {
  let reach = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value !== null && sign * value > reach) reach = sign * value;
  }
  return reach;
}
