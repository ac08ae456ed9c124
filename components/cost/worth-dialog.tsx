"use client";
/** Says what an hour and what each kind of outcome is worth, as a new version. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { roiKey, setRoiInputs } from "@/lib/spend/roi/client";
import type { RoiInputsDraft, RoiView } from "@/lib/spend/roi/schema";

type By = "events" | "minutes" | "usd";
type Row = { readonly type: string; readonly by: By; readonly each: string };
type Draft = {
  readonly hourly: string;
  readonly target: string;
  readonly from: string;
  readonly note: string;
  readonly rows: readonly Row[];
};

const BY = [
  { value: "events", label: "what its events say" },
  { value: "minutes", label: "minutes each" },
  { value: "usd", label: "dollars each" },
] as const satisfies readonly { value: By; label: string }[];

const DAY_MS = 86_400_000;
const dateBefore = (days: number): string =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

function startOf({ versions, types, target }: RoiView): Draft {
  const [last] = versions;
  const names = [...new Set([...types.map(({ name }) => name), ...Object.keys(last?.worth ?? {})])];
  return {
    hourly: last ? String(last.hourlyRateUsd) : "",
    target: String(last?.targetMultiplier ?? target),
    // The first one is to say what was made so far, too.
    from: dateBefore(last ? 0 : 30),
    note: "",
    rows: names.toSorted().map((type) => {
      const said = last?.worth[type];
      return { type, by: said?.by ?? "events", each: said ? String(said.each) : "" };
    }),
  };
}

/** What is no number is sent as one that is refused, so that the field says why. */
const numberIn = (text: string): number => (text.trim() === "" ? -1 : Number(text) || 0);

const draftOf = (draft: Draft, after: number): RoiInputsDraft => ({
  after,
  from: `${draft.from}T00:00:00Z`,
  hourlyRateUsd: numberIn(draft.hourly),
  targetMultiplier: numberIn(draft.target),
  worth: draft.rows.flatMap(({ type, by, each }) =>
    by === "events" ? [] : [{ type, by, each: numberIn(each) }],
  ),
  note: draft.note,
});

type WorthDialogProps = { project: string; view: RoiView; onClose: () => void };

export function WorthDialog({ project, view, onClose }: WorthDialogProps) {
  const [draft, setDraft] = useState(() => startOf(view));
  const [after] = useState(view.versions[0]?.version ?? 0);
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const cache = useQueryClient();
  const saving = useMutation({
    mutationFn: () => setRoiInputs(project, draftOf(draft, after)),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: roiKey(project) });
      onClose();
    },
  });
  const { error } = saving;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="What outcomes are worth"
      description="Kept as a new version with your name. Outcomes before its date keep the worth they had."
      size="l"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <WholeFields draft={draft} error={error} onChange={change} />
        <RowFields rows={draft.rows} onChange={(rows) => change({ rows })} />
        <Field label="Why" hint="Where the figures are from." error={errorAt(error, "note")}>
          <TextInput value={draft.note} onChange={(note) => change({ note })} maxLength={500} />
        </Field>
        {error && <Notice tone="critical">{error.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={saving.isPending}>
            {`Keep as version ${after + 1}`}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type WholeProps = {
  draft: Draft;
  error: Error | null;
  onChange: (patch: Partial<Draft>) => void;
};

function WholeFields({ draft, error, onChange }: WholeProps) {
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      <Field
        label="An hour costs"
        hint="US dollars, of the people whose time is saved."
        error={errorAt(error, "hourlyRateUsd")}
      >
        <TextInput
          value={draft.hourly}
          onChange={(hourly) => onChange({ hourly })}
          inputMode="decimal"
          required
        />
      </Field>
      <Field
        label="Target"
        hint="Value over cost, to be exceeded."
        error={errorAt(error, "targetMultiplier")}
      >
        <TextInput
          value={draft.target}
          onChange={(target) => onChange({ target })}
          inputMode="decimal"
          required
        />
      </Field>
      <Field label="Holds from" hint="Midnight in UTC." error={errorAt(error, "from")}>
        <TextInput
          type="date"
          value={draft.from}
          onChange={(from) => onChange({ from })}
          required
        />
      </Field>
    </div>
  );
}

type RowFieldsProps = { rows: readonly Row[]; onChange: (rows: readonly Row[]) => void };

function RowFields({ rows, onChange }: RowFieldsProps) {
  const change = (type: string, patch: Partial<Row>) =>
    onChange(rows.map((row) => (row.type === type ? { ...row, ...patch } : row)));
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(({ type, by, each }) => (
        <li
          key={type}
          className="grid grid-cols-1 items-center gap-2 text-13 md:grid-cols-[minmax(0,1fr)_12rem_8rem]"
        >
          <span className="truncate text-primary">{type}</span>
          <Select
            aria-label={`${type} is worth`}
            value={by}
            options={BY}
            onChange={(next) => change(type, { by: next })}
          />
          <TextInput
            aria-label={`Worth of one ${type}`}
            value={by === "events" ? "" : each}
            onChange={(next) => change(type, { each: next })}
            disabled={by === "events"}
            required={by !== "events"}
            inputMode="decimal"
          />
        </li>
      ))}
    </ul>
  );
}
