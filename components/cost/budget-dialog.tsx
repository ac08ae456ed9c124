"use client";
/** Sets a budget, changes one, or takes it away. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt } from "@/components/ui/error-at";
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { budgetsKey, changeBudget, createBudget, removeBudget } from "@/lib/spend/budgets/client";
import {
  type BudgetsView,
  type BudgetView,
  type PeriodName,
  presetThresholds,
  SCOPES,
  type Scope,
} from "@/lib/spend/budgets/schema";
import { DIM_WORDS } from "@/lib/spend/dimension";
import { ChannelsField } from "./channels-field";

type BudgetDialogProps = {
  project: string;
  /** Null: a new one. */
  budget: BudgetView | null;
  names: BudgetsView["names"];
  onClose: () => void;
};

const SCOPE_OPTIONS = SCOPES.map((value) => ({
  value,
  label: value === "project" ? "The whole project" : `One ${DIM_WORDS[value]}`,
}));
const PERIOD_OPTIONS = [
  { value: "daily", label: "Each day" },
  { value: "weekly", label: "Each week, from Monday" },
  { value: "monthly", label: "Each month" },
] as const;

const startOf = (budget: BudgetView | null) => ({
  scope: (budget?.scope ?? "project") as Scope,
  name: budget?.name ?? "",
  period: (budget?.period ?? "monthly") as PeriodName,
  amountUsd: budget?.amountUsd ?? "",
  thresholds: (budget?.thresholds ?? presetThresholds("monthly")).join(", "),
  channels: budget?.channels ?? [],
  warnsAhead: budget?.warnsAhead ?? true,
  isEnabled: budget?.isEnabled ?? true,
});
type Draft = ReturnType<typeof startOf>;

/** What is no number is sent as one that is refused, so that the field says why. */
const percentsIn = (text: string): number[] =>
  text.split(/[\s,;%]+/).flatMap((word) => (word === "" ? [] : [Number(word) || 0]));

function save(project: string, budget: BudgetView | null, draft: Draft) {
  const { scope, name, period, amountUsd, channels, warnsAhead, isEnabled } = draft;
  const fields = { amountUsd, channels: [...channels], warnsAhead, isEnabled };
  const thresholds = percentsIn(draft.thresholds);
  return budget === null
    ? createBudget(project, { scope, name, period, ...fields, thresholds })
    : changeBudget(project, budget.id, { revision: budget.revision, ...fields, thresholds });
}

export function BudgetDialog({ project, budget, names, onClose }: BudgetDialogProps) {
  const [draft, setDraft] = useState(() => startOf(budget));
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const cache = useQueryClient();
  const done = () => {
    void cache.invalidateQueries({ queryKey: budgetsKey(project) });
    onClose();
  };
  const saving = useMutation({ mutationFn: () => save(project, budget, draft), onSuccess: done });
  const removing = useMutation({
    mutationFn: () => removeBudget(project, budget?.id ?? ""),
    onSuccess: done,
  });
  const error = saving.error ?? removing.error;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={budget === null ? "Set a budget" : `Change ${budget.label}`}
      description="Days, weeks and months are those of the project's own time zone."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {budget === null && (
          <ScopeFields draft={draft} names={names} error={error} onChange={change} />
        )}
        <AmountFields draft={draft} error={error} onChange={change} />
        <ChannelsField
          project={project}
          label="Who hears of it"
          chosen={draft.channels}
          onChange={(channels) => change({ channels })}
        />
        {error && <Notice tone="critical">{error.message}</Notice>}
        <DialogActs>
          {budget !== null && (
            <Button tone="critical" isBusy={removing.isPending} onClick={() => removing.mutate()}>
              Remove budget
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={saving.isPending}>
            {budget === null ? "Set budget" : "Save budget"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type FieldsProps = {
  draft: Draft;
  error: Error | null;
  onChange: (patch: Partial<Draft>) => void;
};

function ScopeFields({
  draft,
  names,
  error,
  onChange,
}: FieldsProps & { names: BudgetsView["names"] }) {
  const known = names[draft.scope] ?? [];
  return (
    <>
      <Field label="For">
        <Select
          value={draft.scope}
          options={SCOPE_OPTIONS}
          onChange={(scope) => onChange({ scope, name: "" })}
        />
      </Field>
      {draft.scope !== "project" && (
        <Field
          label={`Which ${DIM_WORDS[draft.scope]}`}
          hint={
            known.length > 0 ? `Such as ${known.slice(0, 3).join(", ")}.` : "As events name it."
          }
          error={errorAt(error, "name")}
        >
          <TextInput
            value={draft.name}
            onChange={(name) => onChange({ name })}
            list="budget-names"
            required
          />
        </Field>
      )}
      <datalist id="budget-names">
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label="How often">
        <Select
          value={draft.period}
          options={PERIOD_OPTIONS}
          onChange={(period) =>
            onChange({ period, thresholds: presetThresholds(period).join(", ") })
          }
        />
      </Field>
    </>
  );
}

function AmountFields({ draft, error, onChange }: FieldsProps) {
  return (
    <>
      <Field
        label="Amount"
        hint="US dollars, such as 250 or 12.50."
        error={errorAt(error, "amountUsd")}
      >
        <TextInput
          value={draft.amountUsd}
          onChange={(amountUsd) => onChange({ amountUsd })}
          inputMode="decimal"
          required
        />
      </Field>
      <Field
        label="Thresholds"
        hint="Percent of the amount, each told once a period."
        error={errorAt(error, "thresholds")}
      >
        <TextInput
          value={draft.thresholds}
          onChange={(thresholds) => onChange({ thresholds })}
          inputMode="text"
        />
      </Field>
      <Checkbox
        label="Tell as soon as the forecast says that it will be crossed"
        hint="Once a week or month. A day is too short for it."
        checked={draft.warnsAhead}
        disabled={draft.period === "daily"}
        onChange={(warnsAhead) => onChange({ warnsAhead })}
      />
      <Checkbox
        label="On"
        hint="While it is off, nothing is told of it."
        checked={draft.isEnabled}
        onChange={(isEnabled) => onChange({ isEnabled })}
      />
    </>
  );
}
