/** Alerts as lists show them: how each stands, in words, grouped by rule, worst first. */
import type { Amount } from "./amount";
import { figureText, figureUnitOf } from "./figure";
import type { Labels } from "./labels";
import { type Rule, ruleSchema, SEVERITIES, type Severity } from "./schema";
import type { AlertState, Phase, Reason } from "./state";
import {
  type AlertGroup,
  type AlertView,
  type PendingView,
  REASON_WORDS,
  type Standing,
} from "./views";
import { comparisonWords, ruleWords } from "./words";

type StoredAlert = {
  readonly id: string;
  readonly ruleId: string | null;
  readonly source: string;
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly mark: string | null;
  readonly value: number | null;
  readonly peak: number | null;
  readonly rule: unknown;
  readonly isFlapping: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedUntil: Date | null;
};

/** What the rule remembers of the same label set. */
type Seen = Pick<AlertState, "key" | "labels" | "phase" | "activeAt" | "sight"> & {
  readonly value: Amount | null;
};
export type KnownRule = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly spec: unknown;
  readonly alerts: readonly Seen[];
};

/** Null where it was written by a version that knew other rules: the page then shows what it can. */
export const ruleIn = (spec: unknown): Rule | null => ruleSchema.safeParse(spec).data ?? null;

export function alertViewOf(row: StoredAlert, seen: Seen | undefined): AlertView {
  const rule = ruleIn(row.rule);
  const unit = rule ? figureUnitOf(rule.signal) : "number";
  const { id, ruleId, name, source, severity, isFlapping, labels } = row;
  return {
    ...{ id, ruleId, name, source, severity, isFlapping, labels },
    standing: standingOf(row, seen),
    mark: row.mark === "test" || row.mark === "drill" ? row.mark : null,
    about: aboutWords(labels),
    value: figureText(unit, row.value),
    peak: figureText(unit, row.peak),
    bound: rule && boundWords(rule),
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason && (REASON_WORDS[row.endReason as Reason] ?? row.endReason),
    acknowledged: row.acknowledgedAt && {
      at: row.acknowledgedAt.toISOString(),
      by: row.acknowledgedByName ?? "somebody",
      until: row.acknowledgedUntil?.toISOString() ?? null,
    },
  };
}

const WHOLE_RULE = ["noData", "failing", "capped"] as const;

function standingOf({ kind, endedAt }: StoredAlert, seen: Seen | undefined): Standing {
  if (endedAt) return "resolved";
  const whole = WHOLE_RULE.find((one) => one === kind);
  if (whole) return whole;
  if (seen?.sight === "error") return "unreadable";
  if (seen?.sight === "noData") return "silent";
  return seen?.phase === "recovering" ? "recovering" : "firing";
}

/** Said elsewhere on every row. */
const OBVIOUS = ["alertname", "severity", "wheelhouse_alert"];

export const aboutWords = (labels: Labels): string =>
  Object.entries(labels)
    .filter(([name]) => !OBVIOUS.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

function boundWords({ signal, comparison, threshold }: Rule): string | null {
  const text = figureText(figureUnitOf(signal), threshold);
  return text && `${comparisonWords(comparison)} ${text}`;
}

/** The rules' memories by rule and label set. */
export function memoryOf(rules: readonly KnownRule[]) {
  const known = new Map(
    rules.flatMap(({ id, alerts }) => alerts.map((one) => [`${id} ${one.key}`, one] as const)),
  );
  return ({ ruleId, key }: Pick<StoredAlert, "ruleId" | "key">): Seen | undefined =>
    ruleId === null ? undefined : known.get(`${ruleId} ${key}`);
}

const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Worst severity first, then whoever nobody has answered, then the longest standing. */
export function groupsOf(
  alerts: readonly AlertView[],
  ruleOf: (id: string) => Rule | null,
): AlertGroup[] {
  const groups = new Map<string, [AlertView, ...AlertView[]]>();
  for (const alert of alerts.toSorted(byUrgency)) {
    const key = `${alert.ruleId ?? alert.source} ${alert.name} ${alert.severity}`;
    const known = groups.get(key);
    if (known) known.push(alert);
    else groups.set(key, [alert]);
  }
  return [...groups].map(([key, members]) => {
    const [{ name, severity, ruleId }] = members;
    const rule = ruleId === null ? null : ruleOf(ruleId);
    return { key, name, severity, says: rule && ruleWords(rule), alerts: members };
  });
}

const byUrgency = (a: AlertView, b: AlertView): number =>
  rankOf(a.severity) - rankOf(b.severity) ||
  Number(a.acknowledged !== null) - Number(b.acknowledged !== null) ||
  (a.startedAt < b.startedAt ? -1 : 1);

const PENDING: Phase = "pending";

/** What belongs to no environment concerns all of them. */
const isIn = (labels: Labels, environment: string | undefined): boolean =>
  environment === undefined || (labels.environment ?? environment) === environment;

export function pendingOf(rules: readonly KnownRule[], environment?: string): PendingView[] {
  const all = rules.flatMap(({ id, name, severity, spec, alerts }) => {
    const rule = ruleIn(spec);
    const waiting = alerts.filter(
      ({ phase, activeAt, labels }) =>
        phase === PENDING && activeAt !== null && isIn(labels, environment),
    );
    return waiting.map((seen): PendingView => {
      const since = seen.activeAt ?? 0;
      return {
        ...{ ruleId: id, key: seen.key, name, severity },
        about: aboutWords(seen.labels),
        value: rule && figureText(figureUnitOf(rule.signal), numberIn(seen.value)),
        bound: rule && boundWords(rule),
        since: new Date(since).toISOString(),
        firesAt: new Date(since + (rule?.forMs ?? 0)).toISOString(),
      };
    });
  });
  return all.toSorted((a, b) => (a.firesAt < b.firesAt ? -1 : 1));
}

const numberIn = (value: Amount | null): number | null =>
  typeof value === "number" ? value : null;

type Filters = { readonly severity?: Severity; readonly rule?: string; readonly search?: string };

/** What is pending is filtered here: it lives in the rules' memory and not in rows. */
export const fits = (one: PendingView, { severity, rule, search }: Filters): boolean =>
  (severity === undefined || one.severity === severity) &&
  (rule === undefined || one.ruleId === rule) &&
  (!search || `${one.name} ${one.about}`.toLowerCase().includes(search.toLowerCase()));
