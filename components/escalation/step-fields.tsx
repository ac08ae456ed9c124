"use client";
/** One step of an escalation policy: who is told, and how long they have for an answer. */
import { Button } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { PoliciesView } from "@/lib/oncall/policies/schema";
import { type StepDraft, targetWords } from "./policy-draft";

type StepFieldsProps = {
  number: number;
  step: StepDraft;
  choices: PoliciesView["choices"];
  /** A policy has at least one. */
  isOnly: boolean;
  onChange: (step: StepDraft) => void;
  onRemove: () => void;
};

export function StepFields({ number, step, choices, isOnly, onChange, onRemove }: StepFieldsProps) {
  const { targets, waitMinutes } = step;
  const isChosen = (id: string) => targets.some((target) => target.id === id);
  const open = choices.filter(({ id }) => !isChosen(id));
  const options = [
    { value: "", label: "Add …" },
    ...open.map((choice) => ({ value: choice.id, label: targetWords(choice, choices) })),
  ];
  const add = (chosen: string) => {
    const choice = choices.find(({ id }) => id === chosen);
    if (choice) onChange({ ...step, targets: [...targets, { kind: choice.kind, id: choice.id }] });
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-panel border border-line p-3">
      <legend className="px-1 font-medium text-13 text-primary">{`Step ${number}`}</legend>
      <div className="grid gap-3 md:grid-cols-2">
        <Field label="Tell" hint={targets.length === 0 ? "At least one." : undefined}>
          <Select value="" options={options} onChange={add} />
        </Field>
        <Field label="Wait for an answer" hint="Minutes, before the next step.">
          <TextInput
            type="number"
            min={1}
            max={1440}
            value={String(waitMinutes)}
            onChange={(minutes) => onChange({ ...step, waitMinutes: Number(minutes) })}
            required
          />
        </Field>
      </div>
      <ul className="flex flex-wrap gap-2">
        {targets.map((target) => (
          <li key={target.id}>
            <Button
              size="s"
              title="Leave out"
              onClick={() =>
                onChange({ ...step, targets: targets.filter(({ id }) => id !== target.id) })
              }
            >
              {`${targetWords(target, choices)} ×`}
            </Button>
          </li>
        ))}
      </ul>
      {!isOnly && (
        <div>
          <Button size="s" onClick={onRemove}>
            {`Remove step ${number}`}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
