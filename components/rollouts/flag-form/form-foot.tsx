"use client";
/** The foot of the flag editor: everything that stands against saving, and what somebody else did meanwhile. */
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { FlagView } from "@/lib/flags/views";
import { issuesOf } from "./editing";
import { isOvertaken, type useFlagDraft } from "./use-flag-draft";

type Work = ReturnType<typeof useFlagDraft>;
type FormFootProps = { work: Work; theirs: FlagView | null; children: ReactNode };

export function FormFoot({ work, theirs, children }: FormFootProps) {
  const { error, was } = work;
  const isBehind = theirs !== null && was !== null && theirs.version !== was;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {isBehind && <Overtaken work={work} theirs={theirs} />}
      {error && !(isBehind && isOvertaken(error)) && <Trouble error={error} />}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function Trouble({ error }: { error: Error }) {
  const issues = issuesOf(error);
  return (
    <Notice tone="critical">
      {issues.length === 0 ? (
        <p>{error.message}.</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {issues.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{`${placeWords(field)}: ${message}.`}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

/** `flag.environments.production.rules.0.name`: “production, rules 1, name”. */
const placeWords = (field: string): string =>
  field
    .replace(/^flag\.(?:environments\.)?/, "")
    .replaceAll(/\.(\d+)(?=\.|$)/g, (_, i: string) => ` ${Number(i) + 1}`)
    .replaceAll(".", ", ");

/** Nothing typed here is lost: theirs is begun from, or mine is compared with theirs. */
function Overtaken({ work, theirs }: { work: Work; theirs: FlagView }) {
  const [last] = theirs.versions;
  const what = last ? ` ${last.by}: ${last.reason ?? "no reason given"}.` : "";
  return (
    <Notice tone="warning">
      <p>{`Somebody else has made version ${theirs.version} meanwhile.${what} Yours is still here.`}</p>
      <div className="flex flex-wrap gap-2 pt-2">
        <Button size="s" onClick={() => work.goOnFrom(theirs)}>
          Compare mine with theirs
        </Button>
        <Button
          size="s"
          onClick={() => {
            work.replace(theirs.flag);
            work.take(theirs.version);
          }}
        >
          Drop mine, load theirs
        </Button>
      </div>
    </Notice>
  );
}
