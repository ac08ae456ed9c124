"use client";
/** The history a rule would have read, asked for once, and what the production machine makes of it as the rule changes. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import type { Reading } from "@/components/ui/reading";
import { type Backtest, backtest } from "@/lib/alerts/backtest";
import { historyQuery } from "@/lib/alerts/rules/client";
import { backtestable } from "@/lib/alerts/rules/draft";
import { type Curve, curveOf } from "@/lib/alerts/rules/replay";
import type { HistoryView } from "@/lib/alerts/rules/schema";
import type { Rule } from "@/lib/alerts/schema";

export type Replay = HistoryView & {
  readonly rule: Rule;
  readonly result: Backtest;
  readonly curve: Curve;
};

/** Null instead of a reading: the rule is not yet one that could be evaluated. */
export function useBacktest(project: string, draft: Rule, days: number): Reading<Replay> | null {
  // What is dragged is drawn at once; the replay follows when there is time for it.
  const calm = useDeferredValue(draft);
  const rule = useMemo(() => backtestable(calm), [calm]);
  const asked = rule ?? FALLBACK;
  const reading = useQuery({ ...historyQuery(project, asked, days), enabled: rule !== null });
  const { data } = reading;
  const replay = useMemo((): Replay | undefined => {
    if (!data || !rule) return undefined;
    const result = backtest(rule, data.history, data.zone);
    return { ...data, rule, result, curve: curveOf(data.history, rule.comparison) };
  }, [data, rule]);
  return rule === null ? null : { ...reading, data: replay };
}

/** Never asked about: a question needs a shape even while it waits. */
const FALLBACK = {
  signal: { kind: "errorRate", of: "requests" },
  filters: [],
  groupBy: [],
  windowMs: 0,
} as unknown as Rule;
