/** What is told of a rule as a whole: it cannot be evaluated, it finds more alerts than it may, it is no more. */
import {
  type AlertState,
  FRESH_RULE,
  isFiring,
  isOpen,
  type KeptRule,
  type Reason,
  type RuleState,
  type Transition,
  type TransitionKind,
  transitionId,
} from "./state";

type Failed = {
  readonly failures: RuleState["failures"];
  readonly told: readonly Transition[];
};

/** Some failures are nothing; `tellAfter` in a row are told, once. */
export function failed(rule: KeptRule, before: RuleState, message: string, now: number): Failed {
  const { count = 0, since = now, isTold = false } = before.failures ?? {};
  const isDue = !isTold && count + 1 >= rule.onError.tellAfter;
  const failures = { count: count + 1, since, message, isTold: isTold || isDue };
  const told = isDue ? [ofRule(rule, before, "failing", "error", now, { message })] : [];
  return { failures, told };
}

export const recovered = (rule: KeptRule, before: RuleState, now: number): Transition[] =>
  before.failures?.isTold ? [ofRule(rule, before, "evaluable", "condition", now)] : [];

export function toldLimit(
  rule: KeptRule,
  before: RuleState,
  refused: number,
  now: number,
): Transition[] {
  if (refused > 0 === before.refused > 0) return [];
  const kind = refused > 0 ? "capped" : "uncapped";
  return [ofRule(rule, before, kind, "limit", now, { value: refused })];
}

type End = Extract<Reason, "ruleDeleted" | "ruleDisabled" | "ruleChanged">;

/**
 * The rule is deleted, switched off, or looks at something else from now on: whoever was told of an
 * alert is told of its end, and why.
 */
export function close(rule: KeptRule, before: RuleState, reason: End, now: number) {
  const transitions = [
    ...before.alerts.flatMap((alert) => ended(rule, before, alert, reason, now)),
    ...(before.failures?.isTold ? [ofRule(rule, before, "evaluable", reason, now)] : []),
    ...(before.refused > 0 ? [ofRule(rule, before, "uncapped", reason, now)] : []),
  ];
  return { state: FRESH_RULE, transitions };
}

function ended(
  rule: KeptRule,
  before: RuleState,
  alert: AlertState,
  reason: End,
  now: number,
): Transition[] {
  const kinds: TransitionKind[] = [];
  if (isOpen(alert)) kinds.push("resolved");
  if (alert.phase === "pending") kinds.push("dropped");
  if (alert.flappingSince !== null) kinds.push("settled");
  const { key, labels, value, sampleSize } = alert;
  return kinds.map((kind) => ({
    ...ofRule(rule, before, kind, reason, now, { value: isFiring(alert) ? value : null }),
    id: transitionId(rule.id, key, kind, alert.evaluatedAt),
    key,
    labels,
    sampleSize,
  }));
}

function ofRule(
  { id: ruleId }: KeptRule,
  { evaluatedAt }: RuleState,
  kind: TransitionKind,
  reason: Reason,
  now: number,
  more: Partial<Pick<Transition, "message" | "value">> = {},
): Transition {
  return {
    id: transitionId(ruleId, "", kind, evaluatedAt ?? now),
    ruleId,
    key: "",
    labels: {},
    kind,
    at: now,
    value: null,
    sampleSize: null,
    reason,
    isQuiet: false,
    message: null,
    ...more,
  };
}
