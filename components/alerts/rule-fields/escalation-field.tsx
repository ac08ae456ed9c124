"use client";
/** Which escalation policy is asked, by name. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { errorAt } from "@/components/ui/error-at";
import { Field, Select } from "@/components/ui/field";
import { policiesQuery } from "@/lib/oncall/policies/client";
import type { PartProps } from "./field-set";

export function EscalationField({ draft: { escalation }, error, onChange }: PartProps) {
  const { ask } = useAsk();
  const { data } = useQuery(policiesQuery(ask.project));
  const known = (data?.policies ?? []).map(({ id, policy }) => ({ value: id, label: policy.name }));
  const isKnown = escalation === null || known.some(({ value }) => value === escalation);
  const gone = isKnown ? [] : [{ value: escalation, label: goneWords(data !== undefined) }];
  return (
    <Field
      label="Escalation policy"
      hint="Tells whoever is on call, beside the channels. Neither: the project's policy decides."
      error={errorAt(error, "rule.escalation")}
    >
      <Select
        value={escalation ?? ""}
        options={[{ value: "", label: "None" }, ...known, ...gone]}
        onChange={(id) => onChange({ escalation: id === "" ? null : id })}
      />
    </Field>
  );
}

const goneWords = (isRead: boolean): string =>
  isRead ? "A policy that is gone" : "The chosen policy";
