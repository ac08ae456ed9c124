"use client";
/** One condition: a field of the context, how it is compared, and with what; or a segment. */
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/field";
import type { Condition } from "@/lib/flags/condition";
import { ATTRIBUTE_CHOICES, choiceOf, compared, WORD_CHOICES } from "@/lib/flags/condition-words";
import { LinesField, NumberField } from "./typed";

type ConditionRowProps = {
  /** Names it where several stand together. */
  label: string;
  condition: Condition;
  /** Those that it may name; null: a segment names none. */
  segments: readonly string[] | null;
  error: string | undefined;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

export function ConditionRow(props: ConditionRowProps) {
  const { label, condition, segments, error, onChange, onRemove } = props;
  const choices = segments === null ? ATTRIBUTE_CHOICES : WORD_CHOICES;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-2 sm:grid-cols-[minmax(0,1fr)_11rem_minmax(0,1.4fr)_auto]">
        {"attribute" in condition ? (
          <TextInput
            aria-label={`${label}: field`}
            placeholder="plan, email, app.version"
            value={condition.attribute}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={(attribute) => onChange({ ...condition, attribute })}
          />
        ) : (
          <span className="flex h-8 items-center text-13 text-secondary">Whoever</span>
        )}
        <div className="max-sm:order-last max-sm:col-span-2">
          <Select
            aria-label={`${label}: comparison`}
            value={choiceOf(condition)}
            options={choices}
            onChange={(choice) => onChange(compared(condition, choice))}
          />
        </div>
        <div className="max-sm:order-last max-sm:col-span-2">
          <Wanted label={label} condition={condition} segments={segments} onChange={onChange} />
        </div>
        <IconButton icon={X} label={`Remove ${label}`} onClick={onRemove} />
      </div>
      {error !== undefined && <p className="text-12 text-critical-text">{error}</p>}
    </div>
  );
}

type WantedProps = Pick<ConditionRowProps, "label" | "condition" | "segments" | "onChange">;

function Wanted({ label, condition, segments, onChange }: WantedProps) {
  if (condition.is === "present") return null;
  if (condition.is === "inSegment") {
    const known = [...new Set([condition.segment, ...(segments ?? [])])];
    return (
      <Select
        aria-label={`${label}: segment`}
        value={condition.segment}
        options={known.map((value) => ({ value, label: value || "choose one" }))}
        onChange={(segment) => onChange({ ...condition, segment })}
      />
    );
  }
  if ("values" in condition)
    return (
      <LinesField
        aria-label={`${label}: values, a line each`}
        placeholder="a value, or several a line each"
        values={condition.values}
        onChange={(values) => onChange({ ...condition, values })}
      />
    );
  if (typeof condition.value === "number")
    return (
      <NumberField
        aria-label={`${label}: value`}
        value={condition.value}
        // The union's members differ in their word alone, which stays as it is.
        onChange={(value) => onChange({ ...condition, value } as Condition)}
      />
    );
  return (
    <TextInput
      aria-label={`${label}: value`}
      placeholder={condition.is.startsWith("version") ? "2.10.1" : "2026-01-31T00:00:00Z"}
      value={condition.value}
      // As above.
      onChange={(value) => onChange({ ...condition, value } as Condition)}
    />
  );
}
