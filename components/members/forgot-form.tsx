"use client";
/** Asks for a link for a new password. The answer is the same for every address. */
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { askReset } from "@/lib/members/client";
import { TEXT_LINK } from "./held-link";

export function ForgotForm({ isMailed }: { isMailed: boolean }) {
  return (
    <>
      {isMailed ? (
        <AskForm />
      ) : (
        <Notice tone="info">
          This Wheelhouse sends no mail. Ask somebody who owns it to make you a link for a new
          password: under Settings, Members.
        </Notice>
      )}
      <Link href="/sign-in" className={TEXT_LINK}>
        To the sign-in page
      </Link>
    </>
  );
}

function AskForm() {
  const [email, setEmail] = useState("");
  const asking = useMutation({ mutationFn: () => askReset(email) });
  if (asking.isSuccess) {
    return (
      <Notice tone="ok">
        If there is an account for {email}, a mail with a link is on its way. It works once, within
        an hour. Nothing after some minutes? Look among the spam, or ask an owner of this
        Wheelhouse.
      </Notice>
    );
  }
  return (
    <form
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      {asking.error && <Notice tone="critical">{asking.error.message}.</Notice>}
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
      <Button type="submit" tone="primary" size="l" isBusy={asking.isPending}>
        Mail me a link
      </Button>
    </form>
  );
}
