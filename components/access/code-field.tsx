"use client";
/** The second step: the authenticator's digits, or letters of a recovery code, with the keyboard that suits. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";

type CodeFieldProps = {
  email: string;
  code: string;
  error: string | undefined;
  onChange: (code: string) => void;
};

export function CodeField({ email, code, error, onChange }: CodeFieldProps) {
  const [isRecovery, setRecovery] = useState(false);
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
            : "The six digits that it shows now. A recovery code works too."
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
      <Button
        tone="quiet"
        onClick={() => {
          setRecovery(!isRecovery);
          onChange("");
        }}
      >
        {isRecovery ? "Use the authenticator" : "Use a recovery code"}
      </Button>
    </>
  );
}
