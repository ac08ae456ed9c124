"use client";
/** Sets a new password with a single-use link. */
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { resetQuery, setNewPassword } from "@/lib/members/client";
import type { ResetOffer } from "@/lib/members/schema";
import { HeldLink, TEXT_LINK } from "./held-link";
import { isAboutPassword, PasswordField } from "./password-field";

export function ResetForm() {
  return (
    <HeldLink query={resetQuery}>
      {(offer, token) => <NewPasswordForm offer={offer} token={token} />}
    </HeldLink>
  );
}

function NewPasswordForm({ offer, token }: { offer: ResetOffer; token: string }) {
  const [password, setPassword] = useState("");
  const setting = useMutation({ mutationFn: () => setNewPassword(token, password) });
  const { error } = setting;
  if (setting.isSuccess) return <Done hasTwoFactor={offer.hasTwoFactor} />;
  return (
    <form
      // Sent before the page is alive, it must not put the password into the address bar.
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setting.mutate();
      }}
    >
      <p className="text-13 text-secondary">
        For {offer.email}. All sessions of this account end
        {offer.hasTwoFactor && "; one-time codes stay as they are"}.
      </p>
      {error && !isAboutPassword(error) && <Notice tone="critical">{error.message}.</Notice>}
      <input type="hidden" name="email" autoComplete="username" value={offer.email} readOnly />
      <PasswordField value={password} onChange={setPassword} error={error} />
      <Button type="submit" tone="primary" size="l" isBusy={setting.isPending}>
        Set new password
      </Button>
    </form>
  );
}

function Done({ hasTwoFactor }: { hasTwoFactor: boolean }) {
  return (
    <>
      <Notice tone="ok">
        The new password is set, and all sessions of this account have ended.
        {hasTwoFactor && " Signing in still asks for a one-time code."}
      </Notice>
      <Link href="/sign-in" className={TEXT_LINK}>
        Sign in
      </Link>
    </>
  );
}
