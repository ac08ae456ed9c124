"use client";
/** An instant on the reader's clock, or none. */
import { TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";

type InstantInputProps = {
  value: string | null;
  onChange: (value: string | null) => void;
  required?: boolean;
};

export const InstantInput = ({ value, onChange, required = false }: InstantInputProps) => (
  <TextInput
    type="datetime-local"
    value={value === null ? "" : onClock(value)}
    required={required}
    onChange={(text) => onChange(text === "" ? null : new Date(text).toISOString())}
  />
);
