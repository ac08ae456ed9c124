"use client";
/** Which channels or which escalation hear of it; where nothing is said, the project's policy decides. */
import { errorAt } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import type { PartProps } from "./field-set";
import { Row } from "./group";

export function ReceiverFields({ draft, error, onChange }: PartProps) {
  return (
    <Row>
      <Field
        label="Escalation policy"
        hint="Its id. Empty: the channels, or the project's policy."
        error={errorAt(error, "rule.escalation")}
      >
        <TextInput
          value={draft.escalation ?? ""}
          onChange={(escalation) => onChange({ escalation: escalation === "" ? null : escalation })}
          placeholder="none"
          autoComplete="off"
          maxLength={64}
        />
      </Field>
      <Field
        label="Channels"
        hint="Their ids, with commas. Empty: the project's policy."
        error={errorAt(error, "rule.channels")}
      >
        <TextInput
          value={draft.channels.join(", ")}
          onChange={(text) =>
            onChange({
              channels: text.trim() === "" ? [] : text.split(/,\s?/).map((id) => id.trim()),
            })
          }
          placeholder="as the project's policy says"
          autoComplete="off"
        />
      </Field>
    </Row>
  );
}
