"use client";
/** The field for a code of an authenticator. */
import type { ReactNode } from "react";
import { errorAt } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";

type CodeFieldProps = {
  label: string;
  hint: ReactNode;
  value: string;
  onChange: (code: string) => void;
  error: Error | null;
};

export function CodeField({ label, hint, value, onChange, error }: CodeFieldProps) {
  return (
    <Field label={label} hint={hint} error={errorAt(error, "code")}>
      <TextInput
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={40}
        value={value}
        onChange={onChange}
      />
    </Field>
  );
}
