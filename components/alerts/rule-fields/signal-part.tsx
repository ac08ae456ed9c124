"use client";
/** What is looked at: the signal, what says more about it, and for a ratio its two halves. */
import { errorAt } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import { NumberInput } from "@/components/ui/number-input";
import { withSignal } from "@/lib/alerts/rules/draft";
import {
  ADDEND_FORMS,
  type FormField,
  SIGNAL_FORMS,
  type SignalForm,
  shownFields,
  withField,
} from "@/lib/alerts/rules/signal-form";
import type { Rule } from "@/lib/alerts/schema";
import type { Addend, Signal } from "@/lib/alerts/signal";
import type { PartProps } from "./field-set";
import { FiltersField } from "./filters-field";

const SIGNALS = Object.entries(SIGNAL_FORMS).map(([value, { label }]) => ({
  value: value as Signal["kind"],
  label,
}));
const ADDENDS = Object.entries(ADDEND_FORMS).map(([value, { label }]) => ({
  value: value as Addend["kind"],
  label,
}));

type SignalPartProps = Pick<PartProps, "draft" | "error"> & { onReplace: (draft: Rule) => void };

export function SignalPart({ draft, error, onReplace }: SignalPartProps) {
  const { signal } = draft;
  const form = SIGNAL_FORMS[signal.kind];
  const set = (next: Signal) => onReplace(withSignal(draft, next));
  return (
    <Group title="What is watched" says="The figure, and what it is made of.">
      <Field label="Signal" hint={form.says} error={errorAt(error, "rule.signal")}>
        <Select
          value={signal.kind}
          options={SIGNALS}
          onChange={(kind) => set(SIGNAL_FORMS[kind].start)}
        />
      </Field>
      {signal.kind === "ratio" ? (
        <Row>
          <AddendFields
            title="Part"
            addend={signal.part}
            path="rule.signal.part"
            error={error}
            onChange={(part) => set({ ...signal, part })}
          />
          <AddendFields
            title="Divided by"
            addend={signal.whole}
            path="rule.signal.whole"
            error={error}
            onChange={(whole) => set({ ...signal, whole })}
          />
        </Row>
      ) : (
        <FormFields form={form} value={signal} path="rule.signal" error={error} onChange={set} />
      )}
    </Group>
  );
}

type AddendFieldsProps = {
  title: string;
  addend: Addend;
  path: string;
  error: Error | null;
  onChange: (addend: Addend) => void;
};

function AddendFields({ title, addend, path, error, onChange }: AddendFieldsProps) {
  const form = ADDEND_FORMS[addend.kind];
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Field label={title} hint={form.says}>
        <Select
          value={addend.kind}
          options={ADDENDS}
          onChange={(kind) => onChange(ADDEND_FORMS[kind].start)}
        />
      </Field>
      <FormFields form={form} value={addend} path={path} error={error} onChange={onChange} />
      <FiltersField
        label={`Only where, of the ${title === "Part" ? "part" : "whole"}`}
        of={addend}
        filters={addend.filters}
        groupBy={[]}
        error={error}
        path={`${path}.filters`}
        onChange={(filters) => onChange({ ...addend, filters })}
      />
    </div>
  );
}

type FormFieldsProps<S extends Signal | Addend> = {
  form: SignalForm<unknown>;
  value: S;
  path: string;
  error: Error | null;
  onChange: (value: S) => void;
};

function FormFields<S extends Signal | Addend>(props: FormFieldsProps<S>) {
  const { form, value, path, error, onChange } = props;
  const fields = shownFields(form, value);
  if (fields.length === 0) return null;
  return (
    <Row>
      {fields.map((field) => (
        <OneField
          key={field.key}
          field={field}
          // The form's keys are those of the value's own kind.
          value={(value as Readonly<Record<string, unknown>>)[field.key]}
          error={errorAt(error, `${path}.${field.key}`)}
          onChange={(next) => onChange(withField(form, value, field.key, next))}
        />
      ))}
    </Row>
  );
}

type OneFieldProps = {
  field: FormField;
  value: unknown;
  error: string | undefined;
  onChange: (value: string | number) => void;
};

function OneField({ field, value, error, onChange }: OneFieldProps) {
  return (
    <Field label={field.label} hint={field.hint} error={error}>
      {field.kind === "choice" ? (
        <Select value={String(value)} options={field.options} onChange={onChange} />
      ) : field.kind === "percentile" ? (
        <NumberInput
          value={typeof value === "number" ? value : null}
          onChange={(next) => onChange(next ?? 95)}
          min={1}
          max={99.9}
          required
        />
      ) : (
        <TextInput
          value={typeof value === "string" ? value : ""}
          onChange={onChange}
          placeholder={field.placeholder}
          required={!field.isOptional}
          autoComplete="off"
          maxLength={200}
        />
      )}
    </Field>
  );
}
