/** An escalation policy as a form holds it: steps that know which they are, until it is saved. */
import type { PoliciesView, PolicyView } from "@/lib/oncall/policies/schema";

type Policy = PolicyView["policy"];
type Step = Policy["steps"][number];
export type StepDraft = Step & { readonly key: number };
export type PolicyDraft = Omit<Policy, "steps"> & { readonly steps: readonly StepDraft[] };

const WAIT_MINUTES = 10;
const blankStep = (key: number): StepDraft => ({ key, targets: [], waitMinutes: WAIT_MINUTES });

export const blankDraft = (): PolicyDraft => ({
  ...{ name: "", repeats: 1, skipsEmpty: true, acknowledgedForMinutes: null },
  steps: [blankStep(1)],
});

export const draftOf = ({ policy }: PolicyView): PolicyDraft => ({
  ...policy,
  steps: policy.steps.map((step, i) => ({ ...step, key: i + 1 })),
});

export const policyOf = (draft: PolicyDraft): Policy => ({
  ...draft,
  steps: draft.steps.map(({ key: _key, ...step }) => step),
});

export const withStep = (draft: PolicyDraft): PolicyDraft => ({
  ...draft,
  steps: [...draft.steps, blankStep(Math.max(0, ...draft.steps.map(({ key }) => key)) + 1)],
});

export const withoutStep = (draft: PolicyDraft, key: number): PolicyDraft => ({
  ...draft,
  steps: draft.steps.filter((step) => step.key !== key),
});

export const withChange = (draft: PolicyDraft, changed: StepDraft): PolicyDraft => ({
  ...draft,
  steps: draft.steps.map((step) => (step.key === changed.key ? changed : step)),
});

const KIND_WORDS = { schedule: "rota", person: "person", channel: "channel" } as const;

/** `rota primary`; what is gone by now says so. */
export function targetWords(
  { kind, id }: Step["targets"][number],
  choices: PoliciesView["choices"],
): string {
  const known = choices.find((choice) => choice.kind === kind && choice.id === id);
  return `${KIND_WORDS[kind]} ${known?.name ?? "that is gone"}`;
}
