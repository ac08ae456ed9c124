/** A rule while it is edited: where a new one begins, and what changes with its signal. */
import { type Rule, ruleSchema } from "@/lib/alerts/schema";
import { dimensionsOf, hasLabels, type Signal, unitOfSignal } from "@/lib/alerts/signal";
import { MINUTE } from "@/lib/core/time";

/** High error rate is what most people begin with. */
export const newDraft = (): Rule => ({
  ...ruleSchema.parse({
    name: "New rule",
    severity: "high",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    windowMs: 5 * MINUTE,
    forMs: 5 * MINUTE,
    minSample: 10,
  }),
  name: "",
});

const STARTS = { share: 0.05, ms: 5_000, usd: 10, times: 1, level: 2, number: 100 } as const;
/** Shares of which more is better: too little of them is what matters. */
const BETTER_HIGHER: readonly Signal["kind"][] = [
  "cacheHitRate",
  "feedback",
  "qualityPassRate",
  "completionRate",
];

/** Whatever the new signal cannot be filtered, split or compared by is dropped. */
export function withSignal(draft: Rule, signal: Signal): Rule {
  const isSameUnit =
    unitOfSignal(signal) === unitOfSignal(draft.signal) && signal.kind === draft.signal.kind;
  const fits = fitsTo(signal);
  const kept = {
    ...draft,
    signal,
    filters: draft.filters.filter(({ on }) => fits(on)),
    groupBy: draft.groupBy.filter(fits),
  };
  return isSameUnit ? kept : { ...kept, ...startOf(signal) };
}

function fitsTo(signal: Signal): (on: string) => boolean {
  const [known = []] = dimensionsOf(signal);
  const names: readonly string[] = known;
  return (on) => {
    if (on === "environment" || names.includes(on)) return true;
    return (on === "series" || on.startsWith("label:")) && hasLabels(signal);
  };
}

function startOf(signal: Signal): Pick<Rule, "threshold" | "recoveryThreshold" | "comparison"> {
  if (signal.kind === "absence")
    return { threshold: null, recoveryThreshold: null, comparison: ">" };
  const isLow = BETTER_HIGHER.includes(signal.kind);
  const unit = unitOfSignal(signal);
  return {
    threshold: isLow ? 0.5 : STARTS[unit],
    recoveryThreshold: null,
    comparison: unit === "level" ? ">=" : isLow ? "<" : ">",
  };
}

/** Text of a form that means nothing. */
const isBlank = (text: string): boolean => text.trim() === "";

/** What stands in the draft as it is sent: no empty names. */
export const sendable = (draft: Rule): Rule => ({
  ...draft,
  name: draft.name.trim(),
  runbook: draft.runbook === null || isBlank(draft.runbook) ? null : draft.runbook.trim(),
});

/** For a backtest only what is read and compared counts; the rest may still be half written. */
export function backtestable(draft: Rule): Rule | null {
  const parsed = ruleSchema.safeParse({
    ...draft,
    name: "Backtest",
    description: "",
    runbook: null,
    labels: {},
    annotations: {},
    channels: [],
    escalation: null,
  });
  return parsed.success ? parsed.data : null;
}
