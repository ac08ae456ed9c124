"use client";
/** Sets a price: whose, from when, at which rates and terms; shows an example and what stored calls would change. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import { previewPrice, pricingKey, setPrice } from "@/lib/pricing/client";
import { blankDraft, type Draft, isWhole, sendable } from "@/lib/pricing/draft";
import { ExampleNote } from "./example-note";
import { MoreFields } from "./more-fields";
import { PreviewNote } from "./preview-note";
import { RateFields } from "./rate-fields";
import type { PriceStart } from "./start";

type PriceDialogProps = { project: string; start: PriceStart; onClose: () => void };

const FIELDS = ["provider", "model", "from", "to", "reason"];

function firstDraft({ provider, model, from }: PriceStart): Draft {
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  return blankDraft(provider, model, onClock(from ?? today.toISOString()));
}

export function PriceDialog({ project, start, onClose }: PriceDialogProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(start));
  const set = (change: Partial<Draft>) => {
    setDraft((known) => ({ ...known, ...change }));
    preview.reset();
  };
  const wanted = sendable(draft);
  const isPast = wanted.from !== "" && new Date(wanted.from) < new Date();
  const isBackfilled = draft.isBackfilled && isPast;
  const preview = useMutation({ mutationFn: () => previewPrice(project, sendable(draft)) });
  const save = useMutation({
    mutationFn: () => setPrice(project, { ...wanted, isBackfilled, reason: draft.reason.trim() }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: pricingKey(project) });
      onClose();
    },
  });
  const error = save.error ?? preview.error;
  const rest = errorElsewhere(error, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={start.model === "" ? "Set a price" : `Price ${start.model}`}
      description="It holds over the catalogue's from its date on. What is left empty stays as the catalogue has it."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <NameFields draft={draft} error={error} set={set} />
        <RateFields draft={draft} set={set} />
        <MoreFields draft={draft} set={set} />
        <ExampleNote project={project} draft={wanted} />
        <Checkbox
          label="Price stored calls from that date on, too"
          hint={
            isPast
              ? "In the background; the rollups are corrected with them, and taking the price back undoes it."
              : "The date is not in the past: there are none."
          }
          checked={isBackfilled}
          disabled={!isPast}
          onChange={(checked) => set({ isBackfilled: checked })}
        />
        {preview.data && <PreviewNote preview={preview.data} />}
        <Field label="Reason" hint="Kept in the audit log." error={errorAt(error, "reason")}>
          <TextInput
            value={draft.reason}
            onChange={(reason) => setDraft((known) => ({ ...known, reason }))}
            placeholder="Contract of March"
            required
            maxLength={500}
          />
        </Field>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          {isBackfilled && (
            <Button
              disabled={!isWhole(wanted)}
              isBusy={preview.isPending}
              onClick={() => preview.mutate()}
            >
              Preview the back-fill
            </Button>
          )}
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {isBackfilled ? "Set price and back-fill" : "Set price"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type NameFieldsProps = {
  draft: Draft;
  error: Error | null;
  set: (change: Partial<Draft>) => void;
};

function NameFields({ draft, error, set }: NameFieldsProps) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Provider" error={errorAt(error, "provider")}>
        <TextInput
          value={draft.provider}
          onChange={(provider) => set({ provider })}
          placeholder="openai"
          required
          maxLength={120}
        />
      </Field>
      <Field
        label="Model"
        hint="Empty: every model of the provider without a price of its own."
        error={errorAt(error, "model")}
      >
        <TextInput value={draft.model} onChange={(model) => set({ model })} maxLength={200} />
      </Field>
      <Field label="Holds from" hint="On your clock." error={errorAt(error, "from")}>
        <TextInput
          type="datetime-local"
          value={draft.from}
          onChange={(from) => set({ from })}
          required
        />
      </Field>
      <Field label="Until" hint="Empty: until somebody ends it." error={errorAt(error, "to")}>
        <TextInput type="datetime-local" value={draft.to} onChange={(to) => set({ to })} />
      </Field>
    </div>
  );
}
