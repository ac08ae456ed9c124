"use client";
/** A new password, for who knows the current one. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { changePassword } from "@/lib/profile/client";

export function PasswordForm({ email }: { email: string }) {
  const cache = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(current, password),
    onSuccess: async () => {
      setCurrent("");
      setPassword("");
      await cache.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  const failed = errorElsewhere(change.error, ["current", "password"]);
  return (
    <form
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {/* Password managers file the new password under this. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="Current password" error={errorAt(change.error, "current")}>
        <TextInput
          type="password"
          name="current"
          autoComplete="current-password"
          required
          value={current}
          onChange={setCurrent}
        />
      </Field>
      <Field
        label="New password"
        hint="At least 12 characters; a few words that nobody would put together are best."
        error={errorAt(change.error, "password")}
      >
        <TextInput
          type="password"
          name="password"
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={setPassword}
        />
      </Field>
      {failed && <Notice tone="critical">{failed.message}.</Notice>}
      {change.data && password === "" && (
        <Notice tone="ok">The new password holds. {endedWords(change.data.sessionsEnded)}</Notice>
      )}
      <div>
        <Button type="submit" tone="primary" isBusy={change.isPending}>
          Change password
        </Button>
      </div>
    </form>
  );
}

function endedWords(sessions: number): string {
  if (sessions === 0) return "You were signed in nowhere else.";
  return sessions === 1 ? "One other session has ended." : `${sessions} other sessions have ended.`;
}
