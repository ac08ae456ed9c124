"use client";
/** The first set-up: the token from the log, the owner and the first project. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { completeSetup, signIn } from "@/lib/access/client";
import { Fault } from "@/lib/core/fault";

const EMPTY = { token: "", email: "", password: "", projectName: "" };
type Name = keyof typeof EMPTY;

const fieldOf = (error: Error | null): string | undefined =>
  error instanceof Fault && typeof error.detail.field === "string" ? error.detail.field : undefined;

export function SetupForm() {
  const [form, setForm] = useState(EMPTY);
  const setup = useMutation({
    mutationFn: async () => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const { project } = await completeSetup({ ...form, timeZone });
      await signIn(form.email, form.password);
      return project;
    },
    onSuccess: (project) =>
      window.location.assign(`/connect?project=${encodeURIComponent(project)}`),
  });
  const wrong = fieldOf(setup.error);
  const isPlaced = wrong !== undefined && wrong in EMPTY;
  const wire = (name: Name) => ({
    value: form[name],
    onChange: (value: string) => setForm((now) => ({ ...now, [name]: value })),
    name,
    required: true,
  });
  const errorOf = (name: Name) => (wrong === name ? setup.error?.message : undefined);
  return (
    <form
      // Sent before the page is alive, it must not put the password into the address bar.
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setup.mutate();
      }}
    >
      {setup.error && !isPlaced && <Notice tone="critical">{setup.error.message}.</Notice>}
      <Field
        label="Set-up token"
        hint="Printed in the log of this start; a restart prints a new one."
        error={errorOf("token")}
      >
        <TextInput {...wire("token")} autoComplete="off" spellCheck={false} autoCapitalize="none" />
      </Field>
      <Field label="Your e-mail address" error={errorOf("email")}>
        <TextInput {...wire("email")} type="email" autoComplete="username" />
      </Field>
      <Field
        label="Password"
        hint="At least 12 characters; a few words that nobody would put together are best."
        error={errorOf("password")}
      >
        <TextInput
          {...wire("password")}
          type="password"
          autoComplete="new-password"
          minLength={12}
        />
      </Field>
      <Field
        label="First project"
        hint="The agent system that you want to watch, such as “Support bot”."
        error={errorOf("projectName")}
      >
        <TextInput {...wire("projectName")} maxLength={80} />
      </Field>
      <Button type="submit" tone="primary" size="l" isBusy={setup.isPending || setup.isSuccess}>
        Set up
      </Button>
    </form>
  );
}
