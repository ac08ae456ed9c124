/** Which alert of a rule a measured series belongs to: its labels under the rule's own, and what makes it that alert and no other. */
import { labelFingerprint } from "@/lib/core/hash";
import { canonicalLabels, type Labels, mergedLabels } from "./labels";
import type { LabelValue, Rule } from "./schema";
import { rendered, usesValue } from "./template";

export type Identity = {
  /** Stays when the rule's fixed labels are edited: what fires is then not resolved for it. */
  readonly key: string;
  readonly labels: Labels;
  /** Equal labels on two series are a mistake in the rule. */
  readonly canonical: string;
  /** The series under all of its identities, where the value decides on one. */
  readonly series: string;
};

type Labelled = Pick<Rule, "labels">;

const isByValue = (source: LabelValue): boolean => typeof source !== "string" || usesValue(source);

/** Rules whose labels change with the value, so that one series can be several alerts. */
export const hasValueLabels = ({ labels }: Labelled): boolean =>
  Object.values(labels).some(isByValue);

/** Label sets come back tick after tick as the same objects: backtests would hash little else. */
const known = new WeakMap<Labelled["labels"], WeakMap<Labels, Identity>>();

/** `value` null: as far as it is known without one. */
export function identityOf(rule: Labelled, series: Labels, value: number | null): Identity {
  if (hasValueLabels(rule)) return identify(rule, series, value);
  let kept = known.get(rule.labels);
  if (!kept) {
    kept = new WeakMap();
    known.set(rule.labels, kept);
  }
  const found = kept.get(series) ?? identify(rule, series, value);
  kept.set(series, found);
  return found;
}

function identify(rule: Labelled, series: Labels, value: number | null): Identity {
  const facts = { labels: series, value: value ?? Number.NaN };
  const own: Record<string, string> = {};
  const byValue: Record<string, string> = {};
  const others: Record<string, string> = { ...series };
  for (const [name, source] of Object.entries(rule.labels)) {
    own[name] = typeof source === "string" ? rendered(source, facts) : stepOf(source, facts.value);
    if (!isByValue(source)) continue;
    byValue[name] = own[name];
    delete others[name];
  }
  const labels = mergedLabels(series, own);
  return {
    key: labelFingerprint(mergedLabels(series, byValue)),
    labels,
    canonical: canonicalLabels(labels),
    series: labelFingerprint(mergedLabels(others)),
  };
}

function stepOf({ steps }: Exclude<LabelValue, string>, value: number): string {
  const step = steps.findLast(({ from }) => from === null || value >= from);
  return step?.is ?? "";
}

/** As the last value wrote them. */
export const annotationsOf = (rule: Pick<Rule, "annotations">, labels: Labels, value: number) =>
  mergedLabels(
    Object.fromEntries(
      Object.entries(rule.annotations).map(([name, text]) => [
        name,
        rendered(text, { labels, value }),
      ]),
    ),
  );

const FIELD_LABELS: Readonly<Record<string, string>> = { agentType: "agent_type" };

/** What a field is called as a label of an alert. */
export const labelOfField = (on: string): string =>
  FIELD_LABELS[on] ?? (on.startsWith("label:") ? on.slice("label:".length) : on);

/** What the filters already say about every alert of the rule. */
export const fixedLabels = ({ filters }: Pick<Rule, "filters">): Labels =>
  mergedLabels(
    ...filters.flatMap(({ on, op, values }) => {
      const [only = ""] = values;
      return op === "is" && values.length === 1 ? [{ [labelOfField(on)]: only }] : [];
    }),
  );
