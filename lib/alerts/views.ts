/** What the alert pages ask and are told. */
import { z } from "zod";
import { askWith, projectField } from "@/lib/core/ask";
import type { Target } from "@/lib/core/targets";
import type { Axis, Line } from "@/lib/overview/lines";
import type { FigureUnit } from "./figure";
import type { Labels } from "./labels";
import { SEVERITIES, type Severity } from "./schema";
import type { Reason, TransitionKind } from "./state";

export const MARKS = ["real", "test", "drill"] as const;

const filterFields = {
  severity: z.enum(SEVERITIES, `is one of ${SEVERITIES.join(", ")}`).optional(),
  rule: z.uuid("is a rule's id").optional(),
  mark: z.enum(MARKS, `is one of ${MARKS.join(", ")}`).optional(),
  /** Part of a name, a label's name or a label's value. */
  search: z.string().trim().max(200, "takes at most 200 characters").optional(),
};

export const alertsAskSchema = z.object({
  project: projectField,
  env: z.string().min(1).max(64).optional(),
  ...filterFields,
});
export const alertHistoryAskSchema = askWith(filterFields);
/** The filters as they stand in an address. */
export type AlertsAsk = {
  readonly severity?: Severity;
  readonly rule?: string;
  readonly mark?: (typeof MARKS)[number];
  readonly search?: string;
};

export const alertIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const alertAskSchema = z.object({ project: projectField, id: z.uuid() });

const LONGEST_HOLD_MINUTES = 24 * 60;
export const acknowledgeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  forMinutes: z
    .int()
    .min(1, "is at least one minute")
    .max(LONGEST_HOLD_MINUTES, "is at most a day")
    .optional()
    .describe("Afterwards it is told again. Left out: until it is resolved."),
});

/**
 * How an alert stands. `unreadable` and `silent` fire, and are not known to have ended: the rule cannot
 * be evaluated, or nothing is reported. `failing` and `capped` are about the rule as a whole.
 */
export type Standing =
  | "firing"
  | "recovering"
  | "unreadable"
  | "silent"
  | "noData"
  | "failing"
  | "capped"
  | "resolved";

type Acknowledged = {
  readonly at: string;
  readonly by: string;
  /** Null: until it is resolved. */
  readonly until: string | null;
};

export type AlertView = {
  readonly id: string;
  readonly ruleId: string | null;
  readonly name: string;
  /** `rule`, or the system that posted it. */
  readonly source: string;
  readonly severity: Severity;
  readonly standing: Standing;
  readonly isFlapping: boolean;
  readonly mark: "test" | "drill" | null;
  /** Its labels in words, without the name and the severity; empty where nothing tells it from others. */
  readonly about: string;
  readonly labels: Labels;
  /** Written with their units; null where there is no number. */
  readonly value: string | null;
  readonly peak: string | null;
  /** `above 5 %`. */
  readonly bound: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  readonly acknowledged: Acknowledged | null;
};

/** Alerts of one rule, or of one name that another system posted. */
export type AlertGroup = {
  readonly key: string;
  readonly name: string;
  readonly severity: Severity;
  /** The rule in words; null for what another system posted. */
  readonly says: string | null;
  readonly alerts: readonly AlertView[];
};

export type PendingView = {
  readonly ruleId: string;
  readonly key: string;
  readonly name: string;
  readonly severity: Severity;
  readonly about: string;
  readonly value: string | null;
  readonly bound: string | null;
  readonly since: string;
  /** When it fires if the condition holds. */
  readonly firesAt: string;
};

export type Evaluation = {
  /** Rules that are on. */
  readonly rules: number;
  /** Of those, how many cannot be evaluated. */
  readonly failing: number;
  readonly lastAt: string | null;
  /** Some rule is overdue by more than a minute: nobody would be told of anything it watches. */
  readonly isStale: boolean;
};

type RuleName = { readonly id: string; readonly name: string };

export type AlertsView = {
  /** Worst first. */
  readonly firing: readonly AlertGroup[];
  readonly firingCount: number;
  /** Those about to fire soonest first. */
  readonly pending: readonly PendingView[];
  readonly evaluation: Evaluation;
  readonly rules: readonly RuleName[];
};

export type AlertHistoryView = {
  /** Newest first; the newest of what the filters leave. */
  readonly alerts: readonly AlertView[];
  readonly count: number;
};

/** What the navigation says beside Alerts. */
export type AlertCount = {
  readonly firing: number;
  /** Null when nothing fires. */
  readonly worst: Severity | null;
  /** How many of those that page somebody nobody has acknowledged. */
  readonly unanswered: number;
  readonly isStale: boolean;
};

export type AlertRuleView = {
  readonly id: string | null;
  readonly name: string;
  readonly says: string;
  readonly description: string;
  /** It is not as it was when this alert began. */
  readonly hasChanged: boolean;
};

export type AlertChart = {
  readonly axis: Axis;
  readonly lines: readonly Line[];
  readonly unit: FigureUnit;
  readonly signal: string;
  readonly threshold: Target | null;
  /** Values on this side of the threshold are the bad ones. */
  readonly isBadAbove: boolean;
};

/** Something that changed before it began. */
export type Change = {
  readonly id: string;
  readonly at: string;
  readonly kind: "deployment" | "setting";
  readonly title: string;
  readonly detail: string | null;
  readonly by: string | null;
  readonly href: string | null;
  /** From the change to the beginning of the alert; negative after it. */
  readonly leadMs: number;
};

export type AffectedAgent = {
  readonly agent: string;
  readonly requests: number;
  readonly errors: number;
  readonly degraded: number;
};

export type Affected = {
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  readonly errors: number;
  /** Null where the alert is about one agent: who used which is not kept together. */
  readonly users: number | null;
  /** Of those, how many had a request that failed. */
  readonly usersHit: number | null;
  /** Most failures first. */
  readonly agents: readonly AffectedAgent[];
};

export type TimelineEntry = {
  readonly id: string;
  readonly at: string;
  readonly what: TransitionKind | "acknowledged" | "takenBack";
  readonly title: string;
  readonly detail: string | null;
  readonly by: string | null;
  /** Nobody was told: it flaps, and that had been said. */
  readonly isQuiet: boolean;
};

export type Earlier = {
  /** In the thirty days before. */
  readonly count: number;
  readonly last: { readonly id: string; readonly at: string; readonly lastedMs: number } | null;
};

export type AlertDetail = {
  readonly alert: AlertView;
  readonly description: string | null;
  readonly annotations: Labels;
  readonly sampleSize: number | null;
  readonly rule: AlertRuleView | null;
  readonly runbook: string | null;
  readonly sourceUrl: string | null;
  readonly chart: AlertChart | null;
  readonly changes: readonly Change[];
  readonly affected: Affected | null;
  /** Newest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly earlier: Earlier;
};

export type Answered = {
  readonly name: string;
  readonly acknowledged: Acknowledged | null;
  /** False where it was so already. */
  readonly hasChanged: boolean;
};

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  condition: "the value is back",
  noData: "nothing is reported",
  tooFew: "too few samples to tell",
  vanished: "its source has ended",
  error: "it cannot be evaluated",
  dataBack: "data is back",
  changes: "it changed too often",
  time: "its time is over",
  limit: "the rule's limit",
  ruleDeleted: "the rule was deleted",
  ruleDisabled: "the rule was switched off",
  ruleChanged: "the rule was changed",
};
