"use client";
/** Which escalation policy is asked, beside the channels that are told at once. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { Field, Select } from "@/components/ui/field";
import { policiesQuery } from "@/lib/oncall/policies/client";

type EscalationChoiceProps = {
  chosen: string | null;
  disabled: boolean;
  onChange: (chosen: string | null) => void;
};

export function EscalationChoice({ chosen, disabled, onChange }: EscalationChoiceProps) {
  const { ask } = useAsk();
  const { data } = useQuery(policiesQuery(ask.project));
  const known = (data?.policies ?? []).map(({ id, policy }) => ({ value: id, label: policy.name }));
  const isKnown = chosen === null || known.some(({ value }) => value === chosen);
  const gone = isKnown ? [] : [{ value: chosen, label: "The chosen policy" }];
  return (
    <Field label="Escalation policy" hint="Tells whoever is on call, beside these channels.">
      <Select
        value={chosen ?? ""}
        options={[{ value: "", label: "None" }, ...known, ...gone]}
        disabled={disabled}
        onChange={(id) => onChange(id === "" ? null : id)}
      />
    </Field>
  );
}
