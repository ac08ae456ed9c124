/** What is to be told about a group of alerts: one plain value that every channel renders in its own way. */
import { HOUR } from "@/lib/core/time";

/** Loudest first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

export type Labels = Readonly<Record<string, string>>;
export type NoticeKind = "firing" | "acknowledged" | "resolved";

/** A number with the words that its unit makes of it: `0.072` and `7.2 %`. */
type Figure = { readonly n: number; readonly text: string };

export type NoticeAlert = {
  readonly id: string;
  readonly fingerprint: string;
  /** What it is about: `checkout-agent`. */
  readonly name: string;
  readonly state: "firing" | "resolved";
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** `error rate`, in the words of the product. */
  readonly signal: string;
  /** `above` or `below` for a threshold, `is` for what has none. */
  readonly comparison: ">" | ">=" | "<" | "<=" | "=" | "!=" | null;
  readonly value: Figure | null;
  readonly threshold: Figure | null;
  /** How long it has to last before it fires: `5 min`. */
  readonly forText: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly url: string;
  readonly runbookUrl: string | null;
  readonly graphUrl: string | null;
};

export type Notice = {
  /** The same over all attempts: receivers know by it what they already have. */
  readonly id: string;
  readonly kind: NoticeKind;
  /** A test of the way, or a drill; everybody who gets it is told so. */
  readonly mark: "test" | "drill" | null;
  /** The rule's name. */
  readonly title: string;
  readonly severity: Severity;
  readonly project: string;
  /** The same for all notices about one group to one channel: PagerDuty's and Opsgenie's key, the mail thread. */
  readonly dedupKey: string;
  readonly group: { readonly key: string; readonly labels: Labels; readonly receiver: string };
  /** Firing ones first. */
  readonly alerts: readonly NoticeAlert[];
  /** When it became so. */
  readonly at: Date;
  /** Why now, beyond the state: `silence ended, still firing`, `rule deleted`. */
  readonly reason: string | null;
  /** Who acknowledged it. */
  readonly by: string | null;
  /** What changed in the hour before: `v412 of checkout-agent, 11 min before`. */
  readonly changes: readonly string[];
  /** Why this reader is told: `rota primary, step 1`. */
  readonly why: string | null;
  readonly links: {
    readonly alert: string;
    readonly acknowledge: string | null;
    readonly silence: string | null;
    /** Of a rollout that can be taken back. */
    readonly rollBack?: string;
    /** The address of this Wheelhouse. */
    readonly home: string;
  };
};

const WORDS: Readonly<Record<NoticeKind, string>> = {
  firing: "FIRING",
  acknowledged: "ACKNOWLEDGED",
  resolved: "RESOLVED",
};
const SIGNS: Readonly<Record<Severity, string>> = {
  critical: "🔴",
  high: "🟠",
  medium: "🟡",
  low: "🔵",
};

/** `FIRING`, `TEST FIRING`, `DRILL RESOLVED`. */
export const stateWords = ({ kind, mark }: Pick<Notice, "kind" | "mark">): string =>
  mark ? `${mark.toUpperCase()} ${WORDS[kind]}` : WORDS[kind];

/** A coloured dot for those who read by colour; the word beside it is for everybody. */
export function signOf({ kind, severity }: Pick<Notice, "kind" | "severity">): string {
  if (kind === "firing") return SIGNS[severity];
  return kind === "resolved" ? "🟢" : "👀";
}

/** `HighErrorRate — checkout-agent`, or how many when there are several. */
export function subjectOf({ title, alerts }: Notice): string {
  const [only, ...others] = alerts;
  if (!only) return title;
  return others.length === 0 ? `${title} — ${only.name}` : `${title} — ${alerts.length} alerts`;
}

/** `error rate 7.2 % > 5 % for 5 min`. */
export function conditionOf(alert: NoticeAlert): string {
  const { signal, value, comparison, threshold, forText } = alert;
  return [
    signal,
    value?.text,
    ...(comparison && threshold ? [comparison, threshold.text] : []),
    ...(forText ? ["for", forText] : []),
  ]
    .filter(Boolean)
    .join(" ");
}

/** One line for one alert of several: `checkout-agent: error rate 7.2 % > 5 %`, `search: resolved`. */
export const lineOf = (alert: NoticeAlert): string =>
  alert.state === "resolved"
    ? `${alert.name}: resolved`
    : `${alert.name}: ${conditionOf({ ...alert, forText: null })}`;

/** `FIRING: HighErrorRate — checkout-agent, error rate 7.2 % > 5 % for 5 min`: what fits a locked phone. */
export function headlineOf(notice: Notice): string {
  const [only, ...others] = notice.alerts;
  const tail =
    only && others.length === 0 && notice.kind === "firing" ? `, ${conditionOf(only)}` : "";
  const who = notice.kind === "acknowledged" && notice.by ? ` by ${notice.by}` : "";
  return `${stateWords(notice)}${who}: ${subjectOf(notice)}${tail}`;
}

/** What is said besides the alerts themselves. */
export function remarksOf({ mark, reason, kind, by, changes }: Notice): string[] {
  return [
    ...(mark === "test" ? ["This is a test of the way that alerts take. Nothing is wrong."] : []),
    ...(mark === "drill" ? ["This is a drill."] : []),
    ...(reason ? [reason] : []),
    ...(kind === "acknowledged" && by ? [`Acknowledged by ${by}`] : []),
    ...changes.map((change) => `Changed: ${change}`),
  ];
}

/** The time range that shows how an alert came about: an hour before it, and up to its end or now. */
export function graphRange(
  startedAt: Date,
  endedAt: Date | null,
  now: Date,
): { from: Date; to: Date } {
  const to = endedAt ? new Date(Math.min(endedAt.getTime() + HOUR / 4, now.getTime())) : now;
  return { from: new Date(startedAt.getTime() - HOUR), to };
}

export type Link = { readonly id: string; readonly title: string; readonly url: string };

/** What a reader may do, the most urgent first. */
export function linksOf({ kind, links, alerts }: Notice): Link[] {
  const [first] = alerts;
  const isFiring = kind === "firing";
  const offered: readonly (readonly [id: string, title: string, url: string | null | undefined])[] =
    [
      ["acknowledge", "Acknowledge", isFiring ? links.acknowledge : null],
      ["rollBack", "Roll back", isFiring ? links.rollBack : null],
      ["open", "Open", links.alert],
      ["runbook", "Runbook", first?.runbookUrl],
      ["graph", "Graph", first?.graphUrl],
      ["silence", "Silence", isFiring ? links.silence : null],
    ];
  return offered.flatMap(([id, title, url]) => (url ? [{ id, title, url }] : []));
}

/** Of a rollout that waits for people, alone, so that it is clear what is taken back. */
export const takesBack = ({ alerts: [first, ...others] }: Notice): boolean =>
  others.length === 0 &&
  first?.labels.rollout !== undefined &&
  ["Rollout waits for people", "Rollout paused"].includes(first.labels.alertname ?? "");

/** What tells this one apart: its own labels when it is one, else those that the group has in common. */
export const labelsOf = ({ alerts, group }: Notice): readonly (readonly [string, string])[] =>
  Object.entries((alerts.length === 1 ? alerts[0]?.labels : group.labels) ?? {});

/** When the first of them began. */
export const startedAtOf = ({ alerts, at }: Notice): Date =>
  new Date(Math.min(at.getTime(), ...alerts.map(({ startedAt }) => startedAt.getTime())));
