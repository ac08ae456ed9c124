/** The note that one shift leaves for the next, in Markdown: what fired, what still does, what made noise, what will be heard again. */
import { clock, day } from "@/lib/core/clock";
import { duration, quantity } from "@/lib/core/format";
import type { Span } from "@/lib/core/time";
import { clip, oneLine } from "@/lib/notify/excerpt";
import { SEVERITIES, type Severity } from "@/lib/notify/notice";
import { touches } from "./coverage";

export type ShiftAlert = {
  readonly rule: string;
  readonly severity: Severity;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** A name, as all people here. */
  readonly acknowledgedBy: string | null;
  readonly notes: readonly string[];
};

export type ShiftSilence = {
  /** What it silences, in words or as matchers. */
  readonly about: string;
  readonly by: string;
  readonly endsAt: Date;
};

export type Handoff = {
  readonly schedule: string;
  readonly zone: string;
  readonly shift: Span & { readonly person: string };
  /** Null when nobody follows. */
  readonly next: (Span & { readonly person: string }) | null;
  readonly alerts: readonly ShiftAlert[];
  readonly silences: readonly ShiftSilence[];
};

const MOST = { fired: 50, noisy: 5, notes: 5, letters: 500 };

/** As of `now`, or of the shift's end once it is over. */
export function handoffNote(handoff: Handoff, now: Date): string {
  const { schedule, shift, next, zone } = handoff;
  const until = now < shift.to ? now : shift.to;
  const alerts = alertsIn(handoff.alerts, { from: shift.from, to: until });
  const firing = alerts.filter((alert) => isFiringAt(alert, until));
  const view = { zone, from: shift.from, until };
  const follows = next
    ? `${inline(next.person)} follows until ${momentOf(next.to, zone)}.`
    : "Nobody is on call afterwards.";
  const lines = [
    `# Hand-off: ${inline(schedule)}`,
    `${inline(shift.person)} was on call from ${momentOf(shift.from, zone)} to ${momentOf(until, zone)} (${zone}). ${follows}`,
    summaryOf(alerts, firing, view),
    "## Still firing",
    listOr(firing.toSorted(worstFirst), (alert) => lineOf(alert, view), "Nothing."),
    "## Noisiest",
    noisiest(alerts, view),
    "## What fired",
    listOr(alerts, (alert) => lineOf(alert, view), "Nothing."),
    "## Silences that end in the next shift",
    silencesOf(handoff, until),
  ];
  return `${lines.join("\n\n")}\n`;
}

type View = { readonly zone: string; readonly from: Date; readonly until: Date };

const alertsIn = (alerts: readonly ShiftAlert[], span: Span): ShiftAlert[] =>
  alerts
    .filter(({ startedAt, endedAt }) =>
      touches({ from: startedAt, to: endedAt ?? new Date(+span.to + 1) }, span),
    )
    .toSorted((a, b) => +a.startedAt - +b.startedAt);

/** What ended only after the hand-over was still firing at it. */
const isFiringAt = ({ endedAt }: ShiftAlert, at: Date): boolean => !endedAt || endedAt > at;

const worstFirst = (a: ShiftAlert, b: ShiftAlert): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || +a.startedAt - +b.startedAt;

function summaryOf(
  alerts: readonly ShiftAlert[],
  firing: readonly ShiftAlert[],
  { zone, from }: View,
): string {
  if (alerts.length === 0) return "**A quiet shift: nothing fired.**";
  const rules = new Set(alerts.map(({ rule }) => rule)).size;
  const begun = alerts.filter(({ startedAt }) => startedAt >= from);
  const taken = alerts.length - begun.length;
  const parts = [
    `${quantity(alerts.length, "alert")} of ${quantity(rules, "rule")}`,
    `${firing.length} still firing`,
    `${begun.filter(({ startedAt }) => isNight(startedAt, zone)).length} begun at night (22:00 to 07:00)`,
    ...(taken > 0 ? [`${taken} taken over from the shift before`] : []),
  ];
  return `**${parts.join("; ")}.**`;
}

function isNight(at: Date, zone: string): boolean {
  const shown = clock(at, zone);
  return shown >= "22:00" || shown < "07:00";
}

function lineOf(alert: ShiftAlert, view: View): string {
  const { rule, severity, startedAt, endedAt, acknowledgedBy, notes } = alert;
  const isFiring = isFiringAt(alert, view.until);
  const end = !endedAt || isFiring ? view.until : endedAt;
  const lasted = duration(+end - +startedAt);
  const parts = [
    `- **${severity}** ${inline(rule)}: ${momentOf(startedAt, view.zone)}`,
    isFiring ? `still firing after ${lasted}` : `over after ${lasted}`,
    acknowledgedBy ? `acknowledged by ${inline(acknowledgedBy)}` : "not acknowledged",
  ];
  const remarks = notes.slice(0, MOST.notes).map((note) => `  - ${inline(note)}`);
  const rest = notes.length - remarks.length;
  return [parts.join(", "), ...remarks, ...(rest > 0 ? [`  - … +${rest} more`] : [])].join("\n");
}

function noisiest(alerts: readonly ShiftAlert[], view: View): string {
  const byRule = new Map<string, ShiftAlert[]>();
  for (const alert of alerts) {
    byRule.set(alert.rule, [...(byRule.get(alert.rule) ?? []), alert]);
  }
  const rows = [...byRule]
    .filter(([, fired]) => fired.length > 1)
    .toSorted(([a, many], [b, more]) => more.length - many.length || (a < b ? -1 : 1))
    .slice(0, MOST.noisy)
    .map(([rule, fired]) => noiseOf(rule, fired, view));
  if (rows.length === 0) return "No rule fired more than once.";
  return ["| Rule | Alerts | Time firing | Begun at night |", "|---|--:|--:|--:|", ...rows].join(
    "\n",
  );
}

function noiseOf(rule: string, fired: readonly ShiftAlert[], { zone, until }: View): string {
  const firingMs = fired
    .map(({ startedAt, endedAt }) => {
      const end = endedAt && endedAt < until ? endedAt : until;
      return end.getTime() - startedAt.getTime();
    })
    .reduce((sum, ms) => sum + ms, 0);
  const nights = fired.filter(({ startedAt }) => isNight(startedAt, zone)).length;
  return `| ${inline(rule)} | ${fired.length} | ${duration(firingMs)} | ${nights} |`;
}

function silencesOf({ silences, next, zone }: Handoff, until: Date): string {
  const ending = silences
    .filter(({ endsAt }) => next && endsAt > until && endsAt <= next.to)
    .toSorted((a, b) => +a.endsAt - +b.endsAt);
  const line = ({ about, by, endsAt }: ShiftSilence) =>
    `- ${momentOf(endsAt, zone)}: ${inline(about)}, by ${inline(by)}`;
  return listOr(ending, line, "None.");
}

function listOr<T>(items: readonly T[], line: (item: T) => string, none: string): string {
  const shown = items.slice(0, MOST.fired).map(line);
  const rest = items.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- … +${rest} more`] : [])].join("\n") || none;
}

const momentOf = (at: Date, zone: string): string => `${day(at, zone)} ${clock(at, zone)}`;

/** One line in which nothing that people wrote is read as markup. */
const inline = (text: string): string =>
  clip(oneLine(text), MOST.letters)
    .replace(/[\\`*_~[\]<>|&#]/g, "\\$&")
    .replace(/^(\d*)([-+=.)])/, "$1\\$2");
