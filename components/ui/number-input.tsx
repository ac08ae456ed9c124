"use client";
/** Numbers and lengths of time as people type them: what is half typed stays as it is, what is whole is handed on. */
import { useState } from "react";
import { TextInput } from "@/components/ui/field";
import { durationMs, durationText } from "@/lib/core/span-text";

/** Typed text, until the value is changed by somebody else than the typing. */
function useTyped<V>(value: V, write: (value: V) => string) {
  const [typed, setTyped] = useState({ value, text: write(value) });
  if (typed.value !== value) setTyped({ value, text: write(value) });
  return [typed.text, (text: string, next: V) => setTyped({ value: next, text })] as const;
}

type NumberInputProps = {
  value: number | null;
  onChange: (value: number | null) => void;
  /** How often the stored number is in what is typed: 100 for a share typed as per cent. */
  scale?: number;
  min?: number;
  max?: number;
  required?: boolean;
  placeholder?: string;
  "aria-label"?: string;
};

export function NumberInput({ value, onChange, scale = 1, ...rest }: NumberInputProps) {
  const [text, setText] = useTyped(value, (n) =>
    n === null ? "" : String(Number((n * scale).toPrecision(12))),
  );
  return (
    <TextInput
      {...rest}
      type="number"
      step="any"
      value={text}
      onChange={(next) => {
        const number = next === "" ? null : Number((Number(next) / scale).toPrecision(12));
        const known = number !== null && Number.isFinite(number) ? number : null;
        setText(next, known);
        onChange(known);
      }}
    />
  );
}

type SureNumberInputProps = Omit<NumberInputProps, "value" | "onChange" | "required"> & {
  value: number;
  onChange: (value: number) => void;
  disabled?: boolean;
};

/** A number that is always there: an emptied field is marked, and not handed on. */
export function SureNumberInput({ value, onChange, scale = 1, ...rest }: SureNumberInputProps) {
  const [text, setText] = useTyped(value, (n) => String(Number((n * scale).toPrecision(12))));
  return (
    <TextInput
      {...rest}
      type="number"
      step="any"
      required
      value={text}
      onChange={(next) => {
        const number = Number((Number(next) / scale).toPrecision(12));
        const known = next === "" || !Number.isFinite(number) ? value : number;
        setText(next, known);
        if (known !== value) onChange(known);
      }}
    />
  );
}

type DurationInputProps = {
  valueMs: number;
  onChange: (ms: number) => void;
  "aria-label"?: string;
};

/** `5m`, `1h30m`; what is no duration is marked and not handed on. */
export function DurationInput({ valueMs, onChange, ...rest }: DurationInputProps) {
  const [text, setText] = useTyped(valueMs, durationText);
  return (
    <TextInput
      {...rest}
      value={text}
      autoComplete="off"
      spellCheck={false}
      pattern="(\d+(d|h|ms|m|s))+|0"
      title="Such as 5m, 1h30m or 90s"
      onChange={(next) => {
        const ms = durationMs(next.trim());
        setText(next, ms ?? valueMs);
        if (ms !== null) onChange(ms);
      }}
    />
  );
}
