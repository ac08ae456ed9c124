/** What an evaluation tells, as changes of alerts: one begins, goes on, ends, or cannot make up its mind. */
import { randomBytes } from "node:crypto";
import type { Amount } from "@/lib/alerts/amount";
import { type Labels, mergedLabels } from "@/lib/alerts/labels";
import {
  type AlertState,
  isOpen,
  type KeptRule,
  type RuleState,
  type Transition,
} from "@/lib/alerts/state";
import { labelFingerprint } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";

/** An alert that is open, as far as an evaluation has to know it. */
export type OpenAlert = {
  readonly id: string;
  readonly rule_id: string;
  readonly kind: Kind;
  readonly key: string;
  readonly value: number | null;
  readonly peak: number | null;
  readonly sample_size: number | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly is_flapping: boolean;
};
type Kind = "firing" | "noData" | "failing" | "capped";

/** JSON and the database know no infinities: an alert then has no number. */
export const numberOf = (amount: Amount | null): number | null =>
  typeof amount === "number" ? amount : null;

export type Opened = OpenAlert & {
  readonly name: string;
  readonly severity: string;
  readonly fingerprint: string;
  readonly rule: KeptRule;
  readonly startedAt: Date;
};
export type Ended = { readonly id: string; readonly endedAt: Date; readonly reason: string };
export type Logged = { readonly transition: Transition; readonly alertId: string | null };

/** All that one evaluation changes about a rule's alerts. */
export type Changes = {
  readonly opened: Opened[];
  readonly updated: OpenAlert[];
  readonly ended: Ended[];
  readonly logged: Logged[];
  /** Of alerts whose groups have something to hear. */
  readonly news: Set<string>;
  /** Acknowledgements that are over. */
  readonly unacknowledged: string[];
};
export const noChanges = (): Changes => ({
  opened: [],
  updated: [],
  ended: [],
  logged: [],
  news: new Set(),
  unacknowledged: [],
});

type Book = Map<string, OpenAlert>;
const placeOf = (kind: Kind, key: string): string => `${kind} ${key}`;

/** Takes the transitions of one rule, in their order, and the values as they are now. */
export function noteEvaluation(
  into: Changes,
  rule: KeptRule,
  after: RuleState,
  transitions: readonly Transition[],
  open: readonly OpenAlert[],
): void {
  const book: Book = new Map(open.map((one) => [placeOf(one.kind, one.key), one]));
  const states = new Map(after.alerts.map((state) => [state.key, state]));
  for (const transition of transitions) {
    const alertId = note(into, rule, book, transition, states.get(transition.key));
    into.logged.push({ transition, alertId });
  }
  for (const alert of book.values()) refresh(into, rule, alert, states.get(alert.key));
}

/** The alert that a transition is about; null where there is none. */
function note(
  into: Changes,
  rule: KeptRule,
  book: Book,
  transition: Transition,
  state: AlertState | undefined,
): string | null {
  const { key, kind } = transition;
  switch (kind) {
    case "fired":
      return transition.isQuiet ? idOf(book, key) : open(into, rule, book, "firing", transition);
    case "noData":
      return transition.isQuiet || state?.phase !== "noData"
        ? idOf(book, key)
        : open(into, rule, book, "noData", transition);
    case "resolved":
      return transition.isQuiet ? idOf(book, key) : end(into, book, transition);
    case "flapping":
      return beginFlapping(into, rule, book, transition);
    case "settled":
      return settle(into, book, transition, state);
    case "failing":
      return open(into, rule, book, "failing", transition);
    case "capped":
      return open(into, rule, book, "capped", transition);
    case "evaluable":
      return endOne(into, book, placeOf("failing", key), transition);
    case "uncapped":
      return endOne(into, book, placeOf("capped", key), transition);
    case "acknowledgementEnded":
      return unacknowledge(into, idOf(book, key));
    default:
      return idOf(book, key);
  }
}

const idOf = (book: Book, key: string): string | null =>
  (book.get(placeOf("firing", key)) ?? book.get(placeOf("noData", key)))?.id ?? null;

function open(
  into: Changes,
  rule: KeptRule,
  book: Book,
  kind: Kind,
  transition: Transition,
): string {
  const place = placeOf(kind, transition.key);
  const known = book.get(place);
  if (known) return known.id;
  const startedAt = new Date(transition.at);
  const own = mergedLabels(transition.labels, { alertname: rule.name, severity: rule.severity });
  const labels = kind === "firing" ? own : mergedLabels(own, { wheelhouse_alert: kind });
  const value = numberOf(transition.value);
  const alert: Opened = {
    id: uuidV7(transition.at, randomBytes(10)),
    rule_id: rule.id,
    kind,
    key: transition.key,
    name: rule.name,
    severity: rule.severity,
    labels,
    annotations: transition.message === null ? {} : { message: transition.message },
    fingerprint: labelFingerprint(labels),
    value,
    peak: value,
    sample_size: transition.sampleSize,
    is_flapping: false,
    startedAt,
    rule,
  };
  book.set(place, alert);
  into.opened.push(alert);
  into.news.add(alert.id);
  return alert.id;
}

function end(into: Changes, book: Book, transition: Transition): string | null {
  const firing = endOne(into, book, placeOf("firing", transition.key), transition);
  const silent = endOne(into, book, placeOf("noData", transition.key), transition);
  return firing ?? silent;
}

function endOne(into: Changes, book: Book, place: string, { at, reason }: Transition) {
  const alert = book.get(place);
  if (!alert) return null;
  book.delete(place);
  into.ended.push({ id: alert.id, endedAt: new Date(at), reason });
  into.news.add(alert.id);
  return alert.id;
}

/** From now on it stays open, whatever it does, until it has made up its mind. */
function beginFlapping(into: Changes, rule: KeptRule, book: Book, transition: Transition): string {
  const id = idOf(book, transition.key) ?? open(into, rule, book, "firing", transition);
  for (const [place, alert] of book) {
    if (alert.id === id) book.set(place, { ...alert, is_flapping: true });
  }
  into.news.add(id);
  return id;
}

function settle(
  into: Changes,
  book: Book,
  transition: Transition,
  state: AlertState | undefined,
): string | null {
  if (!state || !isOpen(state)) return end(into, book, transition);
  for (const [place, alert] of book) {
    if (alert.key !== transition.key) continue;
    book.set(place, { ...alert, is_flapping: false });
    into.news.add(alert.id);
  }
  return idOf(book, transition.key);
}

function unacknowledge(into: Changes, id: string | null): string | null {
  if (id === null) return null;
  into.unacknowledged.push(id);
  into.news.add(id);
  return id;
}

/** The value, the worst of it, and the words about it. */
function refresh(
  into: Changes,
  rule: KeptRule,
  alert: OpenAlert,
  state: AlertState | undefined,
): void {
  if (alert.kind === "failing" || alert.kind === "capped" || !state) return;
  const value = numberOf(state.value);
  const labels = { ...alert.labels, ...state.labels };
  into.updated.push({
    ...alert,
    value: value ?? alert.value,
    peak: worst(rule, alert.peak, value),
    sample_size: state.sampleSize ?? alert.sample_size,
    labels: mergedLabels(labels),
    annotations: state.annotations,
  });
}

function worst({ comparison }: KeptRule, peak: number | null, value: number | null) {
  if (peak === null || value === null) return peak ?? value;
  return comparison.startsWith("<") ? Math.min(peak, value) : Math.max(peak, value);
}
