/** Alerts and silences of ours as Alertmanager writes them, and its filters over them. */
import { labelFingerprint } from "@/lib/core/hash";
import { patternOf } from "@/lib/core/pattern";
import { RESOLVE_AFTER_MS } from "@/lib/notify/intake";
import { type Matcher, type Operator, parseMatcher, selectorOf } from "@/lib/notify/matcher";
import type { Labels, Severity } from "@/lib/notify/notice";
import {
  fullLabels,
  ownReceiver,
  type Policy,
  type Receiver,
  receiversOf,
} from "@/lib/notify/policy";
import { matchersOf, stateAt } from "@/lib/notify/silences/view";
import type { Silence } from "@/prisma/client/client";
import type { AlertsAsk, AmAlert, AmMatcher, AmSilence } from "./schema";

export type OpenAlert = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startedAt: Date;
  readonly expectedEndAt: Date | null;
  readonly sourceUrl: string | null;
  /** Of the rule as it was when this began; null for what another system posted. */
  readonly channels: readonly string[] | null;
  readonly escalation: string | null;
};

/** `default`, `route 2`, or `rule` where the rule says itself whom it tells. */
export const receiverName = ({ by, route }: Pick<Receiver, "by" | "route">): string =>
  by === "route" ? `route ${route}` : by;

export function receiverNames({ routes }: Policy): string[] {
  return ["default", ...routes.map((_, i) => `route ${i + 1}`), "rule"];
}

type Quieting = {
  readonly silences: readonly Silence[];
  /** By maintenance windows and inhibitions: their ids. */
  readonly otherwise: (labels: Labels) => { readonly by: string; readonly id: string } | null;
};

export function alertWriter(policy: Policy, { silences, otherwise }: Quieting, now: Date) {
  const routed = receiversOf(policy);
  const active = silences
    .filter((silence) => stateAt(silence, now) === "active")
    .map((silence) => ({ id: silence.id, isMeant: selectorOf(matchersOf(silence)) }));
  return (alert: OpenAlert): AmAlert => {
    const labels = fullLabels(alert);
    const own = ownReceiver(alert.escalation, alert.channels ?? []);
    const silencedBy = active.filter(({ isMeant }) => isMeant(labels)).map(({ id }) => id);
    const mute = otherwise(labels);
    const mutedBy = mute?.by === "maintenance" ? [mute.id] : [];
    const inhibitedBy = mute?.by === "inhibition" ? [mute.id] : [];
    const isQuiet = silencedBy.length + mutedBy.length + inhibitedBy.length > 0;
    const endsAt = alert.expectedEndAt ?? new Date(now.getTime() + RESOLVE_AFTER_MS);
    return {
      annotations: alert.annotations,
      endsAt: endsAt.toISOString(),
      fingerprint: labelFingerprint(labels),
      receivers: (own ? [own] : routed(labels)).map((one) => ({ name: receiverName(one) })),
      startsAt: alert.startedAt.toISOString(),
      status: { inhibitedBy, mutedBy, silencedBy, state: isQuiet ? "suppressed" : "active" },
      updatedAt: alert.startedAt.toISOString(),
      generatorURL: alert.sourceUrl ?? "",
      labels,
    };
  };
}

/** Which alerts are asked for. Refuses filters that are not understood. */
export function alertFilter(ask: AlertsAsk): (alert: AmAlert) => boolean {
  const isMeant = selectorOf(filtersIn(ask.filter), "filter");
  const receiver = ask.receiver ? patternOf(ask.receiver, "receiver") : null;
  return ({ labels, status, receivers }) =>
    isMeant(labels) &&
    (!receiver || receivers.some(({ name }) => receiver.matches(name))) &&
    (ask.active || status.state !== "active") &&
    (ask.silenced || status.silencedBy.length === 0) &&
    (ask.inhibited || status.inhibitedBy.length === 0) &&
    (ask.muted || status.mutedBy.length === 0);
}

const filtersIn = (filters: readonly string[]): Matcher[] =>
  filters.map((text) => parseMatcher(text, "filter"));

/** Alertmanager compares a filter with what a silence's matcher of that name has written in it. */
export function silenceFilter(filters: readonly string[]): (silence: Silence) => boolean {
  const isMeant = selectorOf(filtersIn(filters), "filter");
  return (silence) =>
    isMeant(Object.fromEntries(matchersOf(silence).map(({ name, value }) => [name, value])));
}

const STATES = { active: "active", scheduled: "pending", ended: "expired" } as const;

export function silenceWriter(now: Date) {
  return (silence: Silence): AmSilence => ({
    id: silence.id,
    status: { state: STATES[stateAt(silence, now)] },
    updatedAt: silence.updatedAt.toISOString(),
    comment: silence.reason,
    createdBy: silence.createdByName,
    startsAt: silence.startsAt.toISOString(),
    endsAt: silence.endsAt.toISOString(),
    matchers: matchersOf(silence).map(({ name, operator, value }) => ({
      ...{ name, value },
      isRegex: operator.endsWith("~"),
      isEqual: operator.startsWith("="),
    })),
  });
}

export const matcherOf = ({ name, value, isRegex, isEqual }: AmMatcher): Matcher => ({
  ...{ name, value },
  operator: operatorOf(isRegex, isEqual),
});

function operatorOf(isRegex: boolean, isEqual: boolean): Operator {
  if (isRegex) return isEqual ? "=~" : "!~";
  return isEqual ? "=" : "!=";
}
