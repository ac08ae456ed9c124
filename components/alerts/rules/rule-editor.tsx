"use client";
/** A rule being written: its parts, the sentence they make, and beside them what it would have done. */
import { type FormEvent, type ReactNode, useState } from "react";
import { BacktestPanel, type Days } from "@/components/alerts/backtest/backtest-panel";
import { useBacktest } from "@/components/alerts/backtest/use-backtest";
import { ConditionPart } from "@/components/alerts/rule-fields/condition-part";
import { MessagePart } from "@/components/alerts/rule-fields/message-part";
import { ScopePart } from "@/components/alerts/rule-fields/scope-part";
import { SignalPart } from "@/components/alerts/rule-fields/signal-part";
import { SilencePart } from "@/components/alerts/rule-fields/silence-part";
import { errorAt } from "@/components/ui/error-at";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { ruleSentence } from "@/lib/alerts/rules/sentence";
import type { Rule } from "@/lib/alerts/schema";

type RuleEditorProps = {
  project: string;
  draft: Rule;
  setDraft: (next: (draft: Rule) => Rule) => void;
  error: Error | null;
  onSave: () => void;
  /** The button, and what went wrong. */
  foot: ReactNode;
};

export function RuleEditor({ project, draft, setDraft, error, onSave, foot }: RuleEditorProps) {
  const [days, setDays] = useState<Days>("7");
  const replay = useBacktest(project, draft, Number(days));
  const set = (change: Partial<Rule>) => setDraft((now) => ({ ...now, ...change }));
  const part = { draft, error, onChange: set };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <div className="grid min-w-0 items-start gap-3 md:gap-4 xl:grid-cols-2">
      <form onSubmit={submit} aria-label="Rule" className="flex min-w-0 flex-col gap-3 md:gap-4">
        <NamePart {...part} />
        <SignalPart draft={draft} error={error} onReplace={(next) => setDraft(() => next)} />
        <ScopePart {...part} />
        <ConditionPart {...part} reach={replay?.data?.curve ?? null} />
        <SilencePart {...part} />
        <MessagePart {...part} />
        {foot}
      </form>
      <div className="flex min-w-0 flex-col gap-3 md:gap-4 xl:sticky xl:top-4">
        <p
          role="status"
          aria-label="The rule in words"
          className="rounded-panel border border-line bg-panel p-4 text-14 text-primary"
        >
          {ruleSentence(draft)}
        </p>
        <BacktestPanel reading={replay} days={days} onDays={setDays} />
      </div>
    </div>
  );
}

type NamePartProps = {
  draft: Rule;
  error: Error | null;
  onChange: (change: Partial<Rule>) => void;
};

function NamePart({ draft, error, onChange }: NamePartProps) {
  return (
    <Group title="Name" says="How people will speak of it.">
      <Field label="Rule name" error={errorAt(error, "rule.name")}>
        <TextInput
          value={draft.name}
          onChange={(name) => onChange({ name })}
          required
          maxLength={120}
          autoComplete="off"
        />
      </Field>
      <Checkbox
        label="On"
        hint="Off: it is not evaluated, and what is open ends."
        checked={draft.isEnabled}
        onChange={(isEnabled) => onChange({ isEnabled })}
      />
    </Group>
  );
}
