"use client";
/** What a flag is called and for whom it stays the same. */
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { DurationInput } from "@/components/ui/number-input";
import { DAY } from "@/lib/core/time";
import type { FlagDraft } from "@/lib/flags/schema";
import { type Editing, issueOf } from "./editing";

const UNITS = [
  { value: "user", label: "User (targetingKey)" },
  { value: "session", label: "Session (sessionId)" },
  { value: "conversation", label: "Conversation (conversationId)" },
] as const;

const USUAL_PIN_MS = DAY;

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
      <Kept edit={edit} />
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
    <Row>
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
        hint={held ?? "For splits without their own. A new one reassigns everybody."}
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
    </Row>
  );
}

/** Without it every growth of a share is felt at once, also by whoever is in the middle of something. */
function Kept({ edit: { draft, set, error } }: { edit: Editing }) {
  const { unit, pinForMs } = draft;
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        checked={pinForMs !== undefined}
        onChange={(isKept) => set({ pinForMs: isKept ? USUAL_PIN_MS : undefined })}
        label={`A ${unit} keeps the variant that a split first gave it`}
        hint="While a share grows nobody switches variant midway; a rollback and the kill switch still reach everybody."
      />
      {pinForMs !== undefined && (
        <Row>
          <Field
            label="For"
            hint="A minute to 30 days, such as 30m or 1d."
            error={issueOf(error, "flag.pinForMs")}
          >
            <DurationInput valueMs={pinForMs} onChange={(ms) => set({ pinForMs: ms })} />
          </Field>
        </Row>
      )}
    </div>
  );
}
