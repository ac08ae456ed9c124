"use client";
/** A JSON value while it is typed: handed on when it can be read, and its trouble named by line until then. */
import { useState } from "react";
import { Field, TextArea } from "@/components/ui/field";
import { parsedJson } from "@/lib/flags/json-text";
import type { Value } from "@/lib/flags/schema";

type JsonValueProps = {
  label: string;
  value: Value;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: Value) => void;
  onBroken: (isBroken: boolean) => void;
};

const written = (value: Value): string => JSON.stringify(value, null, 2);
const MOST_ROWS = 14;

export function JsonValue(props: JsonValueProps) {
  const { label, value, error, disabled, onChange, onBroken } = props;
  const [typed, setTyped] = useState({ value, text: written(value) });
  if (typed.value !== value) setTyped({ value, text: written(value) });
  const parsed = parsedJson(typed.text);
  const trouble = "trouble" in parsed ? parsed.trouble : undefined;
  return (
    <Field label={label} error={trouble ?? error}>
      <TextArea
        value={typed.text}
        rows={Math.min(MOST_ROWS, typed.text.split("\n").length + 1)}
        spellCheck={false}
        mono
        disabled={disabled}
        onChange={(text) => {
          const next = parsedJson(text);
          onBroken("trouble" in next);
          // What kind it is of is judged where it is kept.
          const kept = "trouble" in next ? value : (next.value as Value);
          setTyped({ value: kept, text });
          if (kept !== value) onChange(kept);
        }}
      />
    </Field>
  );
}
