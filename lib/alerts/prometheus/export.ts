/** Rules of ours as a Prometheus rule file, with the reason for each that Prometheus cannot hold. */

import type { Rule } from "@/lib/alerts/schema";
import { Fault } from "@/lib/core/fault";
import { durationText } from "@/lib/core/span-text";
import { cannot } from "./signal";
import { promqlOf } from "./written";

type PromRule = {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};
type PromGroup = {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly PromRule[];
};

export type Exported = {
  /** JSON of this is a rule file: YAML reads JSON. */
  readonly file: { readonly groups: readonly PromGroup[] };
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /** What a rule does here and not there. */
  readonly notes: readonly { readonly name: string; readonly note: string }[];
};

/** One group for each interval, as Prometheus evaluates. */
export function exportPrometheus(rules: readonly Rule[]): Exported {
  const groups = new Map<number, PromRule[]>();
  const refused: { name: string; reason: string }[] = [];
  const notes: { name: string; note: string }[] = [];
  for (const rule of rules) {
    const { name, intervalMs } = rule;
    try {
      const written = promRule(rule);
      groups.set(intervalMs, [...(groups.get(intervalMs) ?? []), written]);
      notes.push(...lostIn(rule).map((note) => ({ name, note })));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refused.push({ name, reason: error.message });
    }
  }
  const file = {
    groups: [...groups].map(([intervalMs, own]) => ({
      name: `wheelhouse-${durationText(intervalMs)}`,
      interval: durationText(intervalMs),
      rules: own,
    })),
  };
  return { file, refused, notes };
}

function promRule(rule: Rule): PromRule {
  const { forMs, keepFiringForMs, severity } = rule;
  return {
    alert: rule.name,
    expr: promqlOf(rule),
    ...(forMs > 0 && { for: durationText(forMs) }),
    ...(keepFiringForMs > 0 && { keep_firing_for: durationText(keepFiringForMs) }),
    labels: { severity, ...plainLabels(rule) },
    ...(Object.keys(rule.annotations).length > 0 && { annotations: rule.annotations }),
  };
}

function plainLabels({ labels }: Rule): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => {
      if (typeof value !== "string") throw cannot(`its label ${name} depends on the value`);
      return [name, value];
    }),
  );
}

function lostIn({ minSample, noData }: Rule): string[] {
  return [
    ...(minSample > 0 ? [`fires with fewer than ${minSample} samples too`] : []),
    ...(noData.policy === "ok" ? [] : ["resolves when there is no data"]),
  ];
}
