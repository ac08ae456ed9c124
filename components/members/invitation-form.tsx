"use client";
/** Accepts an invitation: with a name and a password, or, for who has an account, with one click. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { signIn } from "@/lib/access/client";
import { acceptInvitation, invitationQuery } from "@/lib/members/client";
import type { InvitationOffer } from "@/lib/members/schema";
import { HeldLink, TEXT_LINK } from "./held-link";
import { isAboutPassword, PasswordField } from "./password-field";

export function InvitationForm() {
  return (
    <HeldLink query={invitationQuery}>
      {(offer, token, readAgain) => (
        <>
          <p className="text-13 text-secondary">
            {offer.email} is invited {whatFor(offer)}.
          </p>
          {offer.isYou ? (
            <JoinButton token={token} />
          ) : offer.hasAccount ? (
            <SignInFirst email={offer.email} onBack={readAgain} />
          ) : (
            <NewAccountForm email={offer.email} token={token} />
          )}
        </>
      )}
    </HeldLink>
  );
}

const whatFor = ({ project, role }: InvitationOffer): string =>
  project === null ? "to own this Wheelhouse" : `to “${project}” as ${role}`;

/** A whole new page: nothing that was read as nobody stays in memory. */
const goTo = (project: string | null) =>
  window.location.assign(project === null ? "/" : `/?project=${encodeURIComponent(project)}`);

function NewAccountForm({ email, token }: { email: string; token: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const acceptance = useMutation({
    mutationFn: async () => {
      const { project } = await acceptInvitation({ token, name, password });
      // The account is there now, whatever becomes of the sign-in.
      const isIn = await signIn(email, password).then(
        () => true,
        () => false,
      );
      return { project, isIn };
    },
    onSuccess: ({ project, isIn }) => (isIn ? goTo(project) : window.location.assign("/sign-in")),
  });
  const { error } = acceptance;
  return (
    <form
      // Sent before the page is alive, it must not put the password into the address bar.
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        acceptance.mutate();
      }}
    >
      {error && !isAboutPassword(error) && <Notice tone="critical">{error.message}.</Notice>}
      <Field label="E-mail address">
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          readOnly
          value={email}
          onChange={() => undefined}
        />
      </Field>
      <Field label="Your name">
        <TextInput
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          value={name}
          onChange={setName}
        />
      </Field>
      <PasswordField value={password} onChange={setPassword} error={error} />
      <Button
        type="submit"
        tone="primary"
        size="l"
        isBusy={acceptance.isPending || acceptance.isSuccess}
      >
        Accept invitation
      </Button>
    </form>
  );
}

function JoinButton({ token }: { token: string }) {
  const joining = useMutation({
    mutationFn: () => acceptInvitation({ token }),
    onSuccess: ({ project }) => goTo(project),
  });
  return (
    <>
      {joining.error && <Notice tone="critical">{joining.error.message}.</Notice>}
      <Button
        tone="primary"
        size="l"
        isBusy={joining.isPending || joining.isSuccess}
        onClick={() => joining.mutate()}
      >
        Accept invitation
      </Button>
    </>
  );
}

function SignInFirst({ email, onBack }: { email: string; onBack: () => void }) {
  return (
    <>
      <Notice tone="info">
        There is an account for {email}. Sign in to it in another tab, then come back here.
      </Notice>
      <a href="/sign-in" target="_blank" rel="noreferrer" className={TEXT_LINK}>
        Sign in in another tab
      </a>
      <Button tone="primary" size="l" onClick={onBack}>
        I have signed in
      </Button>
    </>
  );
}
