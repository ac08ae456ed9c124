"use client";
/** Inputs for what is not plain text: a number half typed, a name that others refer to, and values a line each. */
import { useState } from "react";
import { TextArea, TextInput } from "@/components/ui/field";

type NumberFieldProps = {
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  disabled?: boolean;
  "aria-label"?: string;
};

/** What is half typed stays as it is; an empty field counts as 0. */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  const [typed, setTyped] = useState({ value, text: String(value) });
  if (typed.value !== value) setTyped({ value, text: String(value) });
  return (
    <TextInput
      {...rest}
      type="number"
      step="any"
      value={typed.text}
      onChange={(text) => {
        const next = Number(text);
        setTyped({ value: next, text });
        onChange(next);
      }}
    />
  );
}

type NameFieldProps = {
  value: string;
  /** Of the others: two of one name would be one. */
  taken: readonly string[];
  onChange: (value: string) => void;
  disabled?: boolean;
  "aria-label": string;
};

/** Handed on when it is left, so that a name on its way to another is never a third one. */
export function NameField({ value, taken, onChange, ...rest }: NameFieldProps) {
  const [typed, setTyped] = useState({ value, text: value });
  if (typed.value !== value) setTyped({ value, text: value });
  const isTaken = typed.text !== value && taken.includes(typed.text);
  const leave = () => {
    const next = typed.text.trim();
    if (next === "" || isTaken) setTyped({ value, text: value });
    else if (next !== value) onChange(next);
  };
  return (
    <TextInput
      {...rest}
      value={typed.text}
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      aria-invalid={isTaken || undefined}
      onChange={(text) => setTyped({ value, text })}
      onBlur={leave}
    />
  );
}

type LinesFieldProps = {
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Without one, as many as there are values. */
  rows?: number;
  placeholder?: string;
  "aria-label"?: string;
};

/** A line each, as a comma may be part of a value. */
export const LinesField = ({ values, onChange, rows, ...rest }: LinesFieldProps) => (
  <TextArea
    {...rest}
    rows={rows ?? Math.min(5, Math.max(1, values.length))}
    spellCheck={false}
    value={values.join("\n")}
    onChange={(text) => onChange(text === "" ? [] : text.split("\n"))}
  />
);
