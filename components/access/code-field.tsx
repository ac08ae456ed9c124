"use client";
/** The second step: the authenticator's digits, or letters of a recovery code, with the keyboard that suits. */
import { Field, TextInput } from "@/components/ui/field";

type CodeFieldProps = {
  email: string;
  code: string;
  error: string | undefined;
  isRecovery: boolean;
  onChange: (code: string) => void;
};

export function CodeField({ email, code, error, isRecovery, onChange }: CodeFieldProps) {
  return (
    <>
      <p className="break-words text-13 text-secondary">
        Signing in as <span className="text-primary">{email}</span>
      </p>
      <Field
        key={String(isRecovery)}
        label={isRecovery ? "Recovery code" : "Code of your authenticator"}
        hint={
          isRecovery
            ? "One of the ten that were shown when two-factor sign-in was set up; each works once."
            : "The six digits that it shows now."
        }
        error={error}
      >
        <TextInput
          name="code"
          autoFocus
          autoComplete={isRecovery ? "off" : "one-time-code"}
          inputMode={isRecovery ? "text" : "numeric"}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
          value={code}
          onChange={onChange}
        />
      </Field>
    </>
  );
}
