"use client";
/** Who is told, and what: severity, runbook, receivers, labels and annotations. */
import { Notice } from "@/components/ui/badge";
import { errorAt } from "@/components/ui/error-at";
import { Field, Select, TextArea, TextInput } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { SEVERITIES, type Severity } from "@/lib/alerts/schema";
import type { PartProps } from "./field-set";
import { PairsField } from "./pairs-field";
import { ReceiverFields } from "./receiver-fields";

const WORDS: Readonly<Record<Severity, string>> = {
  critical: "critical: page now, everybody",
  high: "high: page on-call",
  medium: "medium: tell the channel",
  low: "low: review",
};
const OPTIONS = SEVERITIES.map((value) => ({ value, label: WORDS[value] }));

export function MessagePart({ draft, error, onChange }: PartProps) {
  const isPaging = draft.severity === "critical" || draft.severity === "high";
  return (
    <Group title="Message" says="Who comes, and what they read.">
      <Row>
        <Field label="Severity" error={errorAt(error, "rule.severity")}>
          <Select
            value={draft.severity}
            options={OPTIONS}
            onChange={(severity) => onChange({ severity })}
          />
        </Field>
        <Field
          label="Runbook"
          hint="Its short name, such as high-error-rate."
          error={errorAt(error, "rule.runbook")}
        >
          <TextInput
            value={draft.runbook ?? ""}
            onChange={(runbook) => onChange({ runbook: runbook === "" ? null : runbook })}
            placeholder="none"
            autoComplete="off"
            maxLength={80}
          />
        </Field>
      </Row>
      {isPaging && draft.runbook === null && (
        <Notice tone="warning">
          This rule wakes somebody and names no runbook: they will not know what to do.
        </Notice>
      )}
      <Field label="Description" error={errorAt(error, "rule.description")}>
        <TextArea
          value={draft.description}
          onChange={(description) => onChange({ description })}
          rows={2}
          maxLength={1_000}
        />
      </Field>
      <ReceiverFields draft={draft} error={error} onChange={onChange} />
      <PairsField
        label="Labels"
        hint="For routes, silences and grouping."
        pairs={draft.labels}
        error={error}
        path="rule.labels"
        onChange={(labels) => onChange({ labels })}
      />
      <PairsField
        label="Annotations"
        hint="For people: {{ $value }} and {{ $labels.agent }} are filled in."
        pairs={draft.annotations}
        error={error}
        path="rule.annotations"
        onChange={(annotations) => onChange({ annotations })}
      />
    </Group>
  );
}
