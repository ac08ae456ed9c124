"use client";
/** How a project tells: what is told together, how often, and who hears of what by default. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { spanWords } from "@/lib/core/format";
import { channelsKey, savePolicy } from "@/lib/notify/settings/client";
import type { ChannelsView } from "@/lib/notify/settings/schema";
import { ChannelChoice } from "./channel-choice";
import { EscalationChoice } from "./escalation-choice";
import { draftOf, type PolicyDraft, policyOf } from "./policy-draft";
import { InhibitionFields, RouteFields } from "./route-fields";

type PolicyPanelProps = { project: string; reading: Reading<ChannelsView> };

export function PolicyPanel({ project, reading }: PolicyPanelProps) {
  return (
    <Panel
      title="Grouping and routes"
      question="What is told together, how often, and to whom by default?"
      reading={reading}
      figure={({ policy }) => `Again every ${spanWords(policy.repeatMs)}`}
      height="fit"
    >
      {(view) => (
        // Another's change begins the form anew: what would be saved is what is seen.
        <PolicyForm
          key={`${view.policyRevision} ${view.policy.channels.join(" ")}`}
          project={project}
          view={view}
        />
      )}
    </Panel>
  );
}

const SHOWN = ["policy.groupBy", "policy.waitMs", "policy.intervalMs", "policy.repeatMs"];
const PARTS = ["policy.routes", "policy.inhibitions"];

function PolicyForm({ project, view }: { project: string; view: ChannelsView }) {
  const cache = useQueryClient();
  const isFixed = useMay("channels:write") !== true;
  const [draft, setDraft] = useState(() => draftOf(view.policy));
  const set = (change: Partial<PolicyDraft>) => setDraft((now) => ({ ...now, ...change }));
  const save = useMutation({
    // Async, so that what the form itself refuses is shown as what the server refuses.
    mutationFn: async () => savePolicy(project, view.policyRevision, policyOf(draft)),
    onSuccess: () => cache.invalidateQueries({ queryKey: channelsKey(project) }),
  });
  const { error } = save;
  const part = { draft, channels: view.channels, error, disabled: isFixed, onChange: set };
  const elsewhere = errorElsewhere(error, [...SHOWN, ...PARTS]);
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Timing draft={draft} error={error} disabled={isFixed} onChange={set} />
      <ChannelChoice
        label="Told of everything that no rule and no route sends elsewhere"
        hint={
          view.policyRevision === 0
            ? "Every channel of the project, until you save a choice here."
            : undefined
        }
        channels={view.channels}
        chosen={draft.channels}
        disabled={isFixed}
        onChange={(channels) => set({ channels })}
      />
      <EscalationChoice
        chosen={draft.escalation}
        disabled={isFixed}
        onChange={(escalation) => set({ escalation })}
      />
      <RouteFields {...part} />
      <InhibitionFields {...part} />
      {elsewhere && <Notice tone="critical">{elsewhere.message}.</Notice>}
      <div>
        <Button type="submit" tone="primary" isBusy={save.isPending} disabled={isFixed}>
          Save grouping and routes
        </Button>
      </div>
    </form>
  );
}

type TimingProps = {
  draft: PolicyDraft;
  error: Error | null;
  disabled: boolean;
  onChange: (change: Partial<PolicyDraft>) => void;
};

const TIMES = [
  ["waitSeconds", "policy.waitMs", "First wait, seconds", "For company, before the first word."],
  ["intervalMinutes", "policy.intervalMs", "Between changes, minutes", "What joins or ends."],
  ["repeatHours", "policy.repeatMs", "Again after, hours", "While it fires and nobody acts."],
] as const;

function Timing({ draft, error, disabled, onChange }: TimingProps) {
  return (
    <div className="grid gap-4 md:grid-cols-4">
      <Field
        label="Told together"
        hint="By these labels, with commas."
        error={errorAt(error, "policy.groupBy")}
      >
        <TextInput
          value={draft.groupBy}
          onChange={(groupBy) => onChange({ groupBy })}
          disabled={disabled}
        />
      </Field>
      {TIMES.map(([name, field, label, hint]) => (
        <Field key={name} label={label} hint={hint} error={errorAt(error, field)}>
          <TextInput
            type="number"
            step="any"
            min={0}
            value={draft[name]}
            onChange={(text) => onChange({ [name]: text })}
            disabled={disabled}
            required
          />
        </Field>
      ))}
    </div>
  );
}
