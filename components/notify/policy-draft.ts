/** The policy as a form holds it: texts, until it is saved. */
import { Fault } from "@/lib/core/fault";
import { HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { type Matcher, parseMatcher, writeMatcher } from "@/lib/notify/matcher";
import type { Policy } from "@/lib/notify/policy";

export type RouteDraft = {
  readonly id: number;
  readonly matchers: string;
  readonly channels: readonly string[];
  readonly escalation: string | null;
  readonly isContinued: boolean;
};
export type InhibitionDraft = {
  readonly id: number;
  readonly source: string;
  readonly target: string;
  readonly equal: string;
};
export type PolicyDraft = {
  readonly groupBy: string;
  readonly waitSeconds: string;
  readonly intervalMinutes: string;
  readonly repeatHours: string;
  readonly channels: readonly string[];
  readonly escalation: string | null;
  readonly routes: readonly RouteDraft[];
  readonly inhibitions: readonly InhibitionDraft[];
};

const written = (matchers: readonly Matcher[]): string => matchers.map(writeMatcher).join("\n");

export const draftOf = (policy: Policy): PolicyDraft => ({
  groupBy: policy.groupBy.join(", "),
  waitSeconds: String(policy.waitMs / SECOND),
  intervalMinutes: String(policy.intervalMs / MINUTE),
  repeatHours: String(policy.repeatMs / HOUR),
  channels: policy.channels,
  escalation: policy.escalation,
  routes: policy.routes.map(({ matchers, ...route }, id) => ({
    ...route,
    id,
    matchers: written(matchers),
  })),
  inhibitions: policy.inhibitions.map(({ source, target, equal }, id) => ({
    id,
    source: written(source),
    target: written(target),
    equal: equal.join(", "),
  })),
});

const words = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

function matchersIn(text: string, field: string): Matcher[] {
  const lines = text.split("\n").map((line) => line.trim());
  const found = lines.filter(Boolean).map((line) => parseMatcher(line, field));
  if (found.length > 0) return found;
  throw new Fault("invalid", `${field}: say at least one, such as severity="critical"`, { field });
}

/** Throws a Fault that names the field, as the server would. */
export const policyOf = (draft: PolicyDraft): Policy => ({
  groupBy: words(draft.groupBy),
  waitMs: Math.round(Number(draft.waitSeconds) * SECOND),
  intervalMs: Math.round(Number(draft.intervalMinutes) * MINUTE),
  repeatMs: Math.round(Number(draft.repeatHours) * HOUR),
  channels: [...draft.channels],
  escalation: draft.escalation,
  routes: draft.routes.map(({ id: _id, matchers, channels, escalation, isContinued }, i) => ({
    matchers: matchersIn(matchers, `policy.routes.${i}.matchers`),
    channels: [...channels],
    escalation,
    isContinued,
  })),
  inhibitions: draft.inhibitions.map(({ source, target, equal }, i) => ({
    source: matchersIn(source, `policy.inhibitions.${i}.source`),
    target: matchersIn(target, `policy.inhibitions.${i}.target`),
    equal: words(equal),
  })),
});

/** An id for React, new within the list. */
export const nextId = (list: readonly { readonly id: number }[]): number =>
  Math.max(-1, ...list.map(({ id }) => id)) + 1;
