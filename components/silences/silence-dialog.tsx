"use client";
/** Writes a silence: what it hides, for how long, and why. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import type { Matcher } from "@/lib/notify/matcher";
import { createSilence, editSilence, silencesKey } from "@/lib/notify/silences/client";
import { type Draft, draftOf, newDraft, SPANS, sendable } from "@/lib/notify/silences/draft";
import type { SilenceView } from "@/lib/notify/silences/schema";
import { MatchersField } from "./matchers-field";

type SilenceDialogProps = {
  project: string;
  /** Null: a new one. */
  silence: SilenceView | null;
  /** What a new one begins with. */
  matchers: readonly Matcher[];
  onClose: () => void;
};

const FIELDS = ["matchers", "reason", "startsAt", "endsAt"];

export function SilenceDialog({ project, silence, matchers, onClose }: SilenceDialogProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() =>
    silence ? draftOf(silence, onClock) : newDraft(matchers),
  );
  const set = (change: Partial<Draft>) => setDraft((known) => ({ ...known, ...change }));
  const save = useMutation({
    mutationFn: (): Promise<unknown> => {
      const wanted = sendable(draft, new Date());
      return silence ? editSilence(project, silence, wanted) : createSilence(project, wanted);
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: silencesKey(project) });
      await cache.invalidateQueries({ queryKey: ["alerts"] });
      onClose();
    },
  });
  const { error } = save;
  const rest = errorElsewhere(error, FIELDS);
  const hasBegun = silence?.state === "active";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={silence ? "Change the silence" : "Silence alerts"}
      description="Nobody is told of these alerts until it ends; what still fires then is told at once. They stay on the alerts page."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <MatchersField
          project={project}
          matchers={draft.matchers}
          error={errorAt(error, "matchers")}
          onChange={(those) => set({ matchers: those })}
        />
        <div className="grid gap-4 md:grid-cols-2">
          {!hasBegun && (
            <Field label="Begins" hint="Empty: now." error={errorAt(error, "startsAt")}>
              <TextInput
                type="datetime-local"
                value={draft.startsAt}
                onChange={(startsAt) => set({ startsAt })}
              />
            </Field>
          )}
          <Field
            label="Lasts"
            error={draft.span === "until" ? undefined : errorAt(error, "endsAt")}
          >
            <Select value={draft.span} options={SPANS} onChange={(span) => set({ span })} />
          </Field>
          {draft.span === "until" && (
            <Field label="Ends" hint="On your clock." error={errorAt(error, "endsAt")}>
              <TextInput
                type="datetime-local"
                value={draft.endsAt}
                onChange={(endsAt) => set({ endsAt })}
                required
              />
            </Field>
          )}
        </div>
        <Field
          label="Reason"
          hint="Shown wherever the silence is, and kept in the audit log."
          error={errorAt(error, "reason")}
        >
          <TextInput
            value={draft.reason}
            onChange={(reason) => set({ reason })}
            required
            maxLength={500}
          />
        </Field>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {silence ? "Save" : "Silence"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
