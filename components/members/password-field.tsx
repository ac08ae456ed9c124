"use client";
/** A new password, with what is asked of it and what was wrong with the last try. */
import { Field, TextInput } from "@/components/ui/field";
import { Fault } from "@/lib/core/fault";

type PasswordFieldProps = {
  value: string;
  onChange: (value: string) => void;
  error: Error | null;
};

export function PasswordField({ value, onChange, error }: PasswordFieldProps) {
  return (
    <Field
      label="Password"
      hint="At least 12 characters; a few words that nobody would put together are best."
      error={isAboutPassword(error) ? error?.message : undefined}
    >
      <TextInput
        type="password"
        name="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        value={value}
        onChange={onChange}
      />
    </Field>
  );
}

export const isAboutPassword = (error: Error | null): boolean =>
  error instanceof Fault && error.detail.field === "password";
