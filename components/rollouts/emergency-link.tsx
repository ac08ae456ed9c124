"use client";
/** What an emergency link would do, who acts by it, and the one button that acts. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { LinkPage, TextLink } from "@/components/ui/link-page";
import { emergencyLinkQuery, spendEmergencyLink } from "@/lib/rollouts/links/client";
import type { EmergencyDone, EmergencyView } from "@/lib/rollouts/links/schema";

export function EmergencyLink({ token }: { token: string }) {
  const reading = useQuery(emergencyLinkQuery(token));
  const act = useMutation({ mutationFn: (reason: string) => spendEmergencyLink(token, reason) });
  return (
    <LinkPage reading={reading} home={{ href: "/rollouts", label: "To the rollouts" }}>
      {(link) => (
        <>
          <About link={link} isDone={act.data !== undefined} />
          {act.data ? (
            <Notice tone="ok">{doneWords(act.data, link)}</Notice>
          ) : (
            <Act link={link} isBusy={act.isPending} onAct={act.mutate} />
          )}
          {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
          <TextLink href={pageOf(link)}>
            {link.person === null ? "Sign in and open it" : `Open ${link.key}`}
          </TextLink>
        </>
      )}
    </LinkPage>
  );
}

function pageOf({ act, key, project }: EmergencyView): string {
  const folder = act === "switchOff" ? "/rollouts/flags" : "/rollouts";
  return `${folder}/${encodeURIComponent(key)}?project=${encodeURIComponent(project)}`;
}

const VERBS = { switchOff: "Switch off", rollBack: "Roll back" } as const;

function About({ link, isDone }: { link: EmergencyView; isDone: boolean }) {
  const { act, key, environment, project, consequence, expiresAt, state } = link;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="wrap-anywhere font-medium text-14 text-primary">
        {`${VERBS[act]}: ${key} in ${environment}`}
      </p>
      <p className="text-13 text-secondary">{consequence}</p>
      <p className="flex flex-wrap items-center gap-2 text-12 text-muted">
        <Tag>{project}</Tag>
        {state === "live" && !isDone && (
          <span>
            Good once, until <Instant at={expiresAt} style="exact" />
          </span>
        )}
      </p>
    </div>
  );
}

type ActProps = { link: EmergencyView; isBusy: boolean; onAct: (reason: string) => void };

function Act({ link, isBusy, onAct }: ActProps) {
  const [reason, setReason] = useState("");
  const hindrance = hindranceOf(link);
  if (hindrance !== null) return <Notice tone="info">{hindrance}</Notice>;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onAct(reason.trim());
      }}
    >
      <Field label="Reason" hint="Kept in the audit log.">
        <TextInput value={reason} onChange={setReason} required maxLength={400} />
      </Field>
      <Button
        type="submit"
        tone="critical"
        size="l"
        isBusy={isBusy}
        disabled={reason.trim() === ""}
      >
        {`${VERBS[link.act]} as ${link.person}`}
      </Button>
    </form>
  );
}

function hindranceOf({ state, person, hindrance }: EmergencyView): string | null {
  if (state === "used") return "This link has been used already.";
  if (state === "over") return "This link has expired.";
  if (state === "revoked") return "This link was revoked.";
  if (hindrance !== null) return hindrance;
  if (person === null) return "It is not known who acts by this link: sign in, and open it again.";
  return null;
}

const doneWords = ({ act, person }: EmergencyDone, { key, environment }: EmergencyView): string =>
  act === "switchOff"
    ? `${key} is off in ${environment}, switched by ${person}.`
    : `${key} was rolled back in ${environment} by ${person}.`;
