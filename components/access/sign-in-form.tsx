"use client";
/** E-mail address and password; afterwards the page that was wanted. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { signIn } from "@/lib/access/client";

export function SignInForm({ back }: { back: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const entry = useMutation({
    mutationFn: () => signIn(email, password),
    // A whole new page: nothing that was read as nobody stays in memory.
    onSuccess: () => window.location.assign(back),
  });
  return (
    <form
      // Sent before the page is alive, it must not put the password into the address bar.
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        entry.mutate();
      }}
    >
      {entry.error && <Notice tone="critical">{entry.error.message}.</Notice>}
      <Field label="E-mail address">
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={email}
          onChange={setEmail}
        />
      </Field>
      <Field label="Password">
        <TextInput
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
      </Field>
      <Button type="submit" tone="primary" size="l" isBusy={entry.isPending || entry.isSuccess}>
        Sign in
      </Button>
    </form>
  );
}
