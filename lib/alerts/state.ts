/** What is remembered of an alert between two evaluations, and what is told of it: plain JSON, instants in milliseconds since 1970. */
import { fingerprint64 } from "@/lib/core/hash";
import type { Amount } from "./amount";
import type { Labels } from "./labels";
import type { Rule } from "./schema";

/** A rule that is kept: its states and transitions are found by its id. */
export type KeptRule = Rule & { readonly id: string };

/** `recovering` is still firing: the condition is false, and `keepFiringForMs` has not passed. */
export type Phase = "inactive" | "pending" | "firing" | "recovering" | "noData";

/** What the last evaluation could see. With `tooFew`, a value that rests on too few samples. */
type Sight = "data" | "tooFew" | "noData" | "error";

type Acknowledgement = {
  readonly by: string;
  readonly at: number;
  /** Null: until it is resolved. */
  readonly until: number | null;
};

/** One alert: a rule and a label set. */
export type AlertState = {
  /** Fingerprint of what identifies it. */
  readonly key: string;
  /** The series it is measured by; differs from the key only where labels depend on the value. */
  readonly series: string;
  readonly labels: Labels;
  /** As the last evaluation with a value wrote them. */
  readonly annotations: Labels;
  readonly phase: Phase;
  /** Since when the condition holds; moved by the time that nobody evaluated. */
  readonly activeAt: number | null;
  readonly firedAt: number | null;
  /** The first evaluation since when the condition is false again. */
  readonly clearSince: number | null;
  readonly sight: Sight;
  readonly noDataSince: number | null;
  /** The silence has been told of, as `noData` asks. */
  readonly isSilenceTold: boolean;
  readonly value: Amount | null;
  readonly sampleSize: number | null;
  readonly evaluatedAt: number;
  /** The last announcements, oldest first: what flapping is judged by. */
  readonly changes: readonly number[];
  readonly flappingSince: number | null;
  readonly acknowledged: Acknowledgement | null;
};

export const isActive = ({ phase }: AlertState): boolean => phase !== "inactive";
export const isFiring = ({ phase }: Pick<AlertState, "phase">): boolean =>
  phase === "firing" || phase === "recovering";
/** Somebody has been told of it, and will be told of its end. */
export const isOpen = (state: Pick<AlertState, "phase">): boolean =>
  isFiring(state) || state.phase === "noData";

export type TransitionKind =
  | "pending"
  | "dropped"
  | "fired"
  | "recovering"
  | "relapsed"
  | "resolved"
  | "noData"
  | "dataBack"
  | "flapping"
  | "settled"
  | "acknowledgementEnded"
  /** Of the rule as a whole. */
  | "failing"
  | "evaluable"
  | "capped"
  | "uncapped";

export type Reason =
  | "condition"
  | "noData"
  | "tooFew"
  | "vanished"
  | "error"
  | "dataBack"
  | "changes"
  | "time"
  | "limit"
  | "ruleDeleted"
  | "ruleDisabled"
  | "ruleChanged";

export type Transition = {
  /** Made from what it follows, so that the same step told twice is one row. */
  readonly id: string;
  readonly ruleId: string;
  /** Empty where it is about the rule as a whole. */
  readonly key: string;
  readonly labels: Labels;
  readonly kind: TransitionKind;
  readonly at: number;
  readonly value: Amount | null;
  readonly sampleSize: number | null;
  readonly reason: Reason;
  /** Known to the history only: nobody is told, because it flaps and that has been said. */
  readonly isQuiet: boolean;
  /** Of an evaluation that failed: why. */
  readonly message: string | null;
};

/**
 * The id depends on the evaluation before, not on the clock of whoever evaluates: two workers that
 * start from the same state write the same rows.
 */
export const transitionId = (
  ruleId: string,
  key: string,
  kind: TransitionKind,
  previousAt: number,
): string => fingerprint64([ruleId, key, kind, String(previousAt)]);

type Who = Pick<AlertState, "key" | "series" | "labels">;

export const freshState = ({ key, series, labels }: Who, evaluatedAt: number): AlertState => ({
  key,
  series,
  labels,
  annotations: {},
  phase: "inactive",
  activeAt: null,
  firedAt: null,
  clearSince: null,
  sight: "data",
  noDataSince: null,
  isSilenceTold: false,
  value: null,
  sampleSize: null,
  evaluatedAt,
  changes: [],
  flappingSince: null,
  acknowledged: null,
});

/** All that is remembered of a rule. */
export type RuleState = {
  /** Null before the first evaluation. */
  readonly evaluatedAt: number | null;
  /** Ordered by key; those of which nothing has to be remembered are left out. */
  readonly alerts: readonly AlertState[];
  /** Evaluations that failed in a row. */
  readonly failures: Failures | null;
  /** Label sets beyond the limit at the last evaluation. */
  readonly refused: number;
};

type Failures = {
  readonly count: number;
  readonly since: number;
  readonly message: string;
  readonly isTold: boolean;
};

export const FRESH_RULE: RuleState = {
  evaluatedAt: null,
  alerts: [],
  failures: null,
  refused: 0,
};

/** Holds until the alert is resolved, through flapping, silence and errors, or until its time is over. */
export function acknowledge(
  state: AlertState,
  by: string,
  now: number,
  until: number | null = null,
): AlertState {
  return isOpen(state) || state.flappingSince !== null
    ? { ...state, acknowledged: { by, at: now, until } }
    : state;
}
