/** Whether a reading fulfils a rule's condition, and what it means when there is nothing to judge. */
import type { Comparison } from "./schema";
import { type AlertState, isFiring, type KeptRule, type Reason } from "./state";

/** What one evaluation found for one label set. */
export type Reading =
  | { readonly kind: "value"; readonly value: number; readonly sampleSize: number | null }
  | { readonly kind: "noData" }
  /** Its source says that it has ended. */
  | { readonly kind: "vanished" }
  /** We have stopped watching it. */
  | { readonly kind: "forgotten" }
  | { readonly kind: "error" };

/** `unknown` neither raises nor resolves anything. */
export type Verdict = {
  readonly word: "breach" | "clear" | "unknown";
  readonly reason: Reason;
};

const verdict = (word: Verdict["word"], reason: Reason): Verdict => ({ word, reason });
const BREACH = verdict("breach", "condition");
const CLEAR = verdict("clear", "condition");

export function judge(rule: KeptRule, state: AlertState, reading: Reading): Verdict {
  switch (reading.kind) {
    case "value":
      return judgeValue(rule, state, reading.value, reading.sampleSize);
    case "noData":
      return judgeSilence(rule);
    case "vanished":
      return rule.signal.kind === "absence" ? BREACH : verdict("clear", "vanished");
    case "forgotten":
      return verdict("clear", "vanished");
    case "error":
      return judgeError(rule, state);
  }
}

function judgeValue(
  rule: KeptRule,
  state: AlertState,
  value: number,
  sampleSize: number | null,
): Verdict {
  if (isTooFew(rule, sampleSize))
    return verdict(rule.noData.policy === "ok" ? "clear" : "unknown", "tooFew");
  if (rule.signal.kind === "absence" || rule.threshold === null) return CLEAR;
  const { comparison, threshold, recoveryThreshold } = rule;
  const bound = isFiring(state) ? (recoveryThreshold ?? threshold) : threshold;
  return compares(value, comparison, bound) ? BREACH : CLEAR;
}

export const isTooFew = ({ minSample }: KeptRule, sampleSize: number | null): boolean =>
  sampleSize !== null && sampleSize < minSample;

function judgeSilence({ signal, noData: { policy } }: KeptRule): Verdict {
  if (signal.kind === "absence") return BREACH;
  if (policy === "alerting") return verdict("breach", "noData");
  return verdict(policy === "ok" ? "clear" : "unknown", "noData");
}

/** What could not be evaluated has not recovered: at most it drops what was only pending. */
function judgeError({ onError: { policy } }: KeptRule, state: AlertState): Verdict {
  if (policy === "alerting") return verdict("breach", "error");
  return verdict(policy === "ok" && state.phase === "pending" ? "clear" : "unknown", "error");
}

/** As IEEE 754 has it: NaN fulfils `!=` and nothing else. */
function compares(value: number, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case "==":
      return value === bound;
    case "!=":
      return value !== bound;
  }
}
