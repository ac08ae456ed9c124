"use client";
/** Password, then a code where the account wants one, or the identity provider; afterwards the page that was wanted. */
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { leaveForProvider, signIn } from "@/lib/access/client";
import { Fault } from "@/lib/core/fault";
import { CodeField } from "./code-field";

type SignInFormProps = {
  /** The page that was wanted. */
  back: string;
  /** What the identity provider is called, where there is one. */
  provider: string | null;
  /** What went wrong on the way back from it. */
  trouble: string | null;
};

const asksForCode = (error: Error): boolean =>
  error instanceof Fault && error.detail.needs === "code";

export function SignInForm({ back, provider, trouble }: SignInFormProps) {
  const [typed, setTyped] = useState<Typed>({ email: "", password: "" });
  /** Null until the account turns out to want one. */
  const [code, setCode] = useState<string | null>(null);
  const [isRecovery, setRecovery] = useState(false);
  const entry = useMutation({
    mutationFn: ({ email, password }: Typed) => signIn(email, password, code ?? undefined),
    // A whole new page: nothing that was read as nobody stays in memory.
    onSuccess: () => window.location.assign(back),
    onError: (error) => asksForCode(error) && setCode(""),
  });
  const [wrongCode, wrong] = [errorAt(entry.error, "code"), errorElsewhere(entry.error, ["code"])];
  const startAgain = () => {
    setCode(null);
    setTyped((was) => ({ ...was, password: "" }));
    setRecovery(false);
    entry.reset();
  };
  return (
    <>
      <form
        // Sent before the page is alive, it must not put the password into the address bar.
        method="post"
        className="flex flex-col gap-4"
        // The other field may have been filled before the page was alive: it is drawn as it stands.
        onChange={(event) => setTyped(typedIn(event.currentTarget, typed))}
        onSubmit={(event) => {
          event.preventDefault();
          const now = typedIn(event.currentTarget, typed);
          setTyped(now);
          entry.mutate(now);
        }}
      >
        {trouble !== null && entry.isIdle && <Notice tone="critical">{trouble}.</Notice>}
        {wrong && !asksForCode(wrong) && <Notice tone="critical">{wrong.message}.</Notice>}
        {code === null ? (
          <PasswordFields typed={typed} onChange={setTyped} />
        ) : (
          <CodeField
            email={typed.email}
            code={code}
            error={wrongCode}
            isRecovery={isRecovery}
            onChange={setCode}
          />
        )}
        <Button type="submit" tone="primary" size="l" isBusy={entry.isPending || entry.isSuccess}>
          Sign in
        </Button>
        {code === null ? (
          <Link href="/forgot" className={TEXT_LINK}>
            Forgot your password?
          </Link>
        ) : (
          <div className="flex flex-col gap-1">
            <Button
              tone="quiet"
              onClick={() => {
                setRecovery(!isRecovery);
                setCode("");
              }}
            >
              {isRecovery ? "Use the authenticator" : "Use a recovery code"}
            </Button>
            <Button tone="quiet" onClick={startAgain}>
              Use another account
            </Button>
          </div>
        )}
      </form>
      {provider !== null && code === null && <ProviderButton provider={provider} back={back} />}
    </>
  );
}

type Typed = { readonly email: string; readonly password: string };

type PasswordFieldsProps = { typed: Typed; onChange: (typed: Typed) => void };

function PasswordFields({ typed, onChange }: PasswordFieldsProps) {
  return (
    <>
      <Field label="E-mail address">
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={typed.email}
          onChange={(email) => onChange({ ...typed, email })}
        />
      </Field>
      <Field label="Password">
        <TextInput
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={typed.password}
          onChange={(password) => onChange({ ...typed, password })}
        />
      </Field>
    </>
  );
}

/** What stands in the fields: what was typed, or filled in by the browser, before the page was alive counts too. */
function typedIn(form: HTMLFormElement, known: Typed): Typed {
  const fields = new FormData(form);
  const text = (name: keyof Typed) => String(fields.get(name) ?? known[name]);
  return { email: text("email"), password: text("password") };
}

const TEXT_LINK =
  "self-center rounded-control text-13 text-accent-text underline underline-offset-2 hover:no-underline";

function ProviderButton({ provider, back }: { provider: string; back: string }) {
  const leaving = useMutation({
    mutationFn: () => leaveForProvider(back),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-5">
      {leaving.error && <Notice tone="critical">{leaving.error.message}.</Notice>}
      <Button
        size="l"
        isBusy={leaving.isPending || leaving.isSuccess}
        onClick={() => leaving.mutate()}
      >
        Continue with {provider}
      </Button>
    </div>
  );
}
