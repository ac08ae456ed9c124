"use client";
/** Writes an escalation policy: its steps, and what happens when they are through. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import { changePolicy, createPolicy, policiesKey } from "@/lib/oncall/policies/client";
import type { PoliciesView, PolicyView } from "@/lib/oncall/policies/schema";
import {
  blankDraft,
  draftOf,
  type PolicyDraft,
  policyOf,
  withChange,
  withoutStep,
  withStep,
} from "./policy-draft";
import { StepFields } from "./step-fields";

type PolicyDialogProps = {
  project: string;
  /** Null: a new one. */
  policy: PolicyView | null;
  choices: PoliciesView["choices"];
  onClose: () => void;
};

const FIELDS = ["policy.name", "policy.repeats", "policy.acknowledgedForMinutes"];

export function PolicyDialog({ project, policy, choices, onClose }: PolicyDialogProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<PolicyDraft>(() => (policy ? draftOf(policy) : blankDraft()));
  const save = useMutation({
    mutationFn: () =>
      policy
        ? changePolicy(project, policy, policyOf(draft))
        : createPolicy(project, policyOf(draft)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: policiesKey(project) });
      onClose();
    },
  });
  const rest = errorElsewhere(save.error, FIELDS);
  const steps = draft.steps.map((step, i) => ({ step, number: i + 1 }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={policy ? `Change ${policy.policy.name}` : "New escalation policy"}
      description="Whoever acknowledges stops it. Alerts that escalate already go on as they began."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label="Name" error={errorAt(save.error, "policy.name")}>
          <TextInput
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            placeholder="Page the rota"
            required
            maxLength={80}
          />
        </Field>
        {steps.map(({ step, number }) => (
          <StepFields
            key={step.key}
            number={number}
            step={step}
            choices={choices}
            isOnly={steps.length === 1}
            onChange={(changed) => setDraft(withChange(draft, changed))}
            onRemove={() => setDraft(withoutStep(draft, step.key))}
          />
        ))}
        <div>
          <Button size="s" onClick={() => setDraft(withStep(draft))}>
            Add a step
          </Button>
        </div>
        <Endings draft={draft} error={save.error} onChange={setDraft} />
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {policy ? "Save" : "Make policy"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type EndingsProps = {
  draft: PolicyDraft;
  error: Error | null;
  onChange: (draft: PolicyDraft) => void;
};

function Endings({ draft, error, onChange }: EndingsProps) {
  const { repeats, skipsEmpty, acknowledgedForMinutes } = draft;
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label="Go through all steps again"
          hint="Times, after the first; 0 to 9."
          error={errorAt(error, "policy.repeats")}
        >
          <TextInput
            type="number"
            min={0}
            max={9}
            value={String(repeats)}
            onChange={(times) => onChange({ ...draft, repeats: Number(times) })}
            required
          />
        </Field>
        <Field
          label="Begin anew after an acknowledgement"
          hint="Minutes, if it still fires; empty: never."
          error={errorAt(error, "policy.acknowledgedForMinutes")}
        >
          <TextInput
            type="number"
            min={1}
            max={1440}
            value={acknowledgedForMinutes === null ? "" : String(acknowledgedForMinutes)}
            onChange={(minutes) =>
              onChange({
                ...draft,
                acknowledgedForMinutes: minutes === "" ? null : Number(minutes),
              })
            }
          />
        </Field>
      </div>
      <Checkbox
        label="Pass over a step that reaches nobody"
        hint="Otherwise it is waited for like any other."
        checked={skipsEmpty}
        onChange={(isOn) => onChange({ ...draft, skipsEmpty: isOn })}
      />
    </>
  );
}
