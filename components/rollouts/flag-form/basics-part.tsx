"use client";
/** What a flag is called and for whom it stays the same. */
import { Field, Select, TextInput } from "@/components/ui/field";
import type { FlagDraft } from "@/lib/flags/schema";
import { type Editing, issueOf } from "./editing";
import { Group, Pair } from "./group";

const UNITS = [
  { value: "user", label: "User (targetingKey)" },
  { value: "session", label: "Session (sessionId)" },
  { value: "conversation", label: "Conversation (conversationId)" },
] as const;

export function BasicsPart({ edit, isNew }: { edit: Editing; isNew: boolean }) {
  const { draft, set, error } = edit;
  return (
    <Group title="Flag" says="What programs ask for, and who is kept together.">
      {isNew && (
        <Field
          label="Key"
          hint="What the code asks for. Up to 100 lower-case letters, digits, dots, dashes and underscores; it never changes."
          error={issueOf(error, "flag.key") ?? issueOf(error, "was")}
        >
          <TextInput
            value={draft.key}
            maxLength={100}
            required
            autoComplete="off"
            spellCheck={false}
            onChange={(key) => set({ key })}
          />
        </Field>
      )}
      <Field label="Description" error={issueOf(error, "flag.description")}>
        <TextInput
          value={draft.description}
          maxLength={2_000}
          onChange={(description) => set({ description })}
        />
      </Field>
      <Dealt edit={edit} />
    </Group>
  );
}

/** Whom the buckets are of: another unit or salt deals everybody anew. */
function Dealt({ edit }: { edit: Editing }) {
  const { draft, set, error, holds } = edit;
  const [hold] = holds;
  const held = hold && `Stays while the rollout ${hold.rollout} moves this flag.`;
  const salted = (text: string): Pick<FlagDraft, "salt"> =>
    text === "" ? { salt: undefined } : { salt: text };
  return (
    <Pair>
      <Field
        label="Unit"
        hint={held ?? "All requests of one unit get the same variant."}
        error={issueOf(error, "flag.unit")}
      >
        <Select
          value={draft.unit}
          options={UNITS}
          disabled={hold !== undefined}
          onChange={(unit) => set({ unit })}
        />
      </Field>
      <Field
        label="Salt"
        hint={held ?? "Of splits that name none. Another one deals everybody anew."}
        error={issueOf(error, "flag.salt")}
      >
        <TextInput
          value={draft.salt ?? ""}
          placeholder={draft.key}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          disabled={hold !== undefined}
          onChange={(text) => set(salted(text))}
        />
      </Field>
    </Pair>
  );
}
