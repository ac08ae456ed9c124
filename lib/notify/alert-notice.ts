/** What is told of alerts, made from what is stored of them. */
import { figureText, figureUnitOf } from "@/lib/alerts/figure";
import { type Rule, ruleSchema } from "@/lib/alerts/schema";
import { REASON_WORDS } from "@/lib/alerts/views";
import { signalWords } from "@/lib/alerts/words";
import { spanWords } from "@/lib/core/format";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import {
  graphRange,
  type Labels,
  type Notice,
  type NoticeAlert,
  type NoticeKind,
  SEVERITIES,
  type Severity,
} from "./notice";

export type StoredAlert = {
  readonly id: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value: number | null;
  /** The rule as it was when this began. */
  readonly rule: unknown;
  readonly runbook: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedUntil: Date | null;
};

export type Deployed = {
  readonly at: Date;
  readonly agent: string;
  readonly version: string;
  readonly environment: string;
  readonly status: string;
};

export type Telling = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly mark: Notice["mark"];
  readonly why: string;
  readonly project: string;
  readonly home: string;
  readonly dedupKey: string;
  readonly group: Notice["group"];
  readonly firing: readonly StoredAlert[];
  readonly resolved: readonly StoredAlert[];
  readonly deployed: readonly Deployed[];
  /** Why this reader is told. */
  readonly because: string | null;
  readonly now: Date;
};

export function noticeOf(telling: Telling): Notice {
  const { firing, resolved, home, project, now } = telling;
  const { id, kind, mark, dedupKey, group } = telling;
  const all = [...firing, ...resolved];
  const [first] = all;
  const url = first ? alertUrl(home, project, first.id) : home;
  return {
    ...{ id, kind, mark, project, dedupKey, group },
    title: titleOf(all),
    severity: loudest(firing.length > 0 ? firing : resolved),
    alerts: [
      ...firing.map((alert) => alertOf(alert, "firing", telling)),
      ...resolved.map((alert) => alertOf(alert, "resolved", telling)),
    ],
    at: now,
    reason: reasonOf(telling),
    by: kind === "acknowledged" ? (first?.acknowledgedByName ?? null) : null,
    changes: kind === "firing" ? changesBefore(telling) : [],
    why: telling.because,
    links: { alert: url, acknowledge: null, silence: null, home },
  };
}

const titleOf = (alerts: readonly StoredAlert[]): string => {
  const names = [...new Set(alerts.map(({ name }) => name))];
  const [only = "Alert", ...others] = names;
  return others.length === 0 ? only : `${only} and ${others.length} more`;
};

const loudest = (alerts: readonly StoredAlert[]): Severity =>
  SEVERITIES.find((severity) => alerts.some((alert) => alert.severity === severity)) ?? "low";

const alertUrl = (home: string, project: string, id: string): string =>
  `${home}/alerts/${id}?project=${encodeURIComponent(project)}`;

const FOR_MACHINES = new Set(["alertname", "severity"]);
/** What tells it from others of its rule, in a few words. */
function nameOf({ labels }: StoredAlert, project: string): string {
  const { agent, ...rest } = labels;
  const values = Object.entries(rest)
    .filter(([name]) => !FOR_MACHINES.has(name))
    .map(([, value]) => value);
  const all = [...(agent ? [agent] : []), ...values].filter(Boolean);
  return all.length > 0 ? all.slice(0, 3).join(" · ") : project;
}

function alertOf(
  alert: StoredAlert,
  state: NoticeAlert["state"],
  { home, project, now }: Telling,
): NoticeAlert {
  const { id, fingerprint, severity, labels, annotations, startedAt } = alert;
  const endedAt = state === "resolved" ? (alert.endedAt ?? now) : null;
  const { from, to } = graphRange(startedAt, endedAt, now);
  const url = alertUrl(home, project, id);
  return {
    ...{ id, fingerprint, state, severity, labels, annotations, startedAt, endedAt, url },
    name: nameOf(alert, project),
    ...conditionIn(alert),
    runbookUrl: runbookUrl(alert.runbook, home, project),
    graphUrl: `${url}&from=${from.getTime()}&to=${to.getTime()}`,
  };
}

function runbookUrl(runbook: string | null, home: string, project: string): string | null {
  if (!runbook) return null;
  if (/^https?:\/\//.test(runbook)) return runbook;
  return `${home}/runbooks/${encodeURIComponent(runbook)}?project=${encodeURIComponent(project)}`;
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  noData: "no data",
  failing: "the rule cannot be evaluated",
  capped: "more alerts than the rule may have",
};
const UNMEASURED = { value: null, comparison: null, threshold: null, forText: null } as const;

function conditionIn(alert: StoredAlert) {
  const parsed = ruleSchema.safeParse(withoutId(alert.rule));
  const special = KIND_WORDS[alert.kind];
  if (special || !parsed.success) {
    const said = alert.annotations.summary ?? alert.annotations.description ?? "";
    return { ...UNMEASURED, signal: special ?? said };
  }
  const rule = parsed.data;
  return {
    signal: signalWords(rule.signal),
    comparison: rule.comparison === "==" ? ("=" as const) : rule.comparison,
    value: figureIn(rule, alert.value),
    threshold: figureIn(rule, rule.threshold),
    forText: rule.forMs > 0 ? spanWords(rule.forMs) : null,
  };
}

function withoutId(rule: unknown): unknown {
  if (typeof rule !== "object" || rule === null) return rule;
  const { id: _id, ...rest } = rule as Record<string, unknown>;
  return rest;
}

const figureIn = ({ signal }: Rule, n: number | null) => {
  const text = figureText(figureUnitOf(signal), n);
  return n === null || text === null ? null : { n, text };
};

const WHY_WORDS: Readonly<Record<string, string>> = {
  "silence-ended": "The silence ended, and it still fires",
  repeat: "Still firing",
  flapping: "Flapping: it begins and ends too often to be told each time",
  settled: "No longer flapping, and it still fires",
  escalated: "Nobody has acknowledged it so far",
};
/** An end by itself needs no explanation; one that somebody or something else made does. */
const TOLD_ENDS = new Set(["ruleDeleted", "ruleDisabled", "ruleChanged", "vanished", "limit"]);

function reasonOf({ why, kind, resolved }: Telling): string | null {
  if (kind !== "resolved") return WHY_WORDS[why] ?? null;
  const reason = resolved[0]?.endReason;
  if (!reason || !TOLD_ENDS.has(reason)) return null;
  return `Resolved because ${REASON_WORDS[reason as keyof typeof REASON_WORDS] ?? reason}`;
}

const MOST_CHANGES = 5;
const VERBS: Readonly<Record<string, string>> = { rolled_back: "rolled back", failed: "failed" };

/** What was deployed in the hour before the first of them began, where it can have to do with them. */
function changesBefore({ firing, deployed }: Telling): string[] {
  const began = Math.min(...firing.map(({ startedAt }) => startedAt.getTime()));
  return deployed
    .filter((one) => firing.some((alert) => concerns(one, alert)))
    .map((one) => ({ ...one, leadMs: began - one.at.getTime() }))
    .filter(({ leadMs }) => leadMs >= 0 && leadMs <= HOUR)
    .slice(0, MOST_CHANGES)
    .map(({ version, agent, status, leadMs }) => {
      const what = [version, agent && `of ${agent}`, VERBS[status]].filter(Boolean).join(" ");
      return `${what}, ${Math.round(leadMs / MINUTE)} min before`;
    });
}

const concerns = ({ agent, environment }: Deployed, { labels }: StoredAlert): boolean =>
  (!labels.agent || agent === "" || agent === labels.agent) &&
  (!labels.environment || environment === labels.environment);

/** Silences that ended within this may still have to be told of. */
export const SILENCE_MEMORY_MS = 7 * DAY;
