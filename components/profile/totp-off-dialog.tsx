"use client";
/** Switches two-factor sign-in off, for who has both factors at hand. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { disableTotp } from "@/lib/profile/client";
import { CodeField } from "./code-field";

type TotpOffDialogProps = { hasPassword: boolean; onClose: () => void };

export function TotpOffDialog({ hasPassword, onClose }: TotpOffDialogProps) {
  const cache = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const end = useMutation({
    mutationFn: () => disableTotp(password, code),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["profile"] });
      onClose();
    },
  });
  const failed = errorElsewhere(end.error, ["password", "code"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Switch off two-factor sign-in"
      description="Your password alone will then be enough to sign in as you. The recovery codes become void."
    >
      <form
        method="post"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate();
        }}
      >
        {hasPassword && (
          <Field label="Password" error={errorAt(end.error, "password")}>
            <TextInput
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={setPassword}
            />
          </Field>
        )}
        <CodeField
          label="Code"
          hint="Of your authenticator, or a recovery code."
          value={code}
          onChange={setCode}
          error={end.error}
        />
        {failed && <Notice tone="critical">{failed.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="critical" isBusy={end.isPending}>
            Switch off
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
