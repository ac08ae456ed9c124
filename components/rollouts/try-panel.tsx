"use client";
/** Who gets what and why: the evaluation of the wire, told step by step. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, Select, TextArea, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { capital } from "@/lib/core/format";
import { tryFlag } from "@/lib/flags/client";
import type { Explanation } from "@/lib/flags/explanation";
import {
  attributesIn,
  contextToTry,
  environmentNames,
  environmentToTry,
  UNIT_FIELD,
} from "@/lib/flags/try-out";
import type { FlagView } from "@/lib/flags/views";

type TryPanelProps = { project: string; reading: Reading<FlagView> };

export function TryPanel({ project, reading }: TryPanelProps) {
  return (
    <Panel title="Try it" question="Who gets what, and why?" reading={reading} height="fit">
      {(view) => <Form project={project} view={view} />}
    </Panel>
  );
}

const FRESH = { user: "user-1", session: "session-1", conversation: "conversation-1" } as const;

function Form({ project, view: { flag } }: { project: string; view: FlagView }) {
  const { ask } = useAsk();
  const [chosen, setChosen] = useState<string | null>(null);
  const environment = environmentToTry(flag, chosen ?? ask.env);
  const [user, setUser] = useState<string>(FRESH.user);
  const [id, setId] = useState<string>(FRESH[flag.unit]);
  const [more, setMore] = useState("");
  const asked = useMutation({
    mutationFn: async () => {
      const rest: unknown = more.trim() === "" ? {} : JSON.parse(more);
      const context = { ...contextToTry(flag.unit, user, id), ...(rest as object) };
      return tryFlag(project, flag.key, { environment, context });
    },
  });
  const error = asked.error instanceof SyntaxError ? "Is not JSON" : undefined;
  const isByUser = flag.unit === "user";
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        asked.mutate();
      }}
    >
      <div className={`grid gap-3 ${isByUser ? "sm:grid-cols-2" : "sm:grid-cols-3"}`}>
        <Field label="Environment" hint="Each has its own rules and split.">
          <Select
            value={environment}
            options={environmentNames(flag).map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
        </Field>
        {!isByUser && (
          <Field
            label={`${capital(flag.unit)} id`}
            hint={`Sent as ${UNIT_FIELD[flag.unit]}. Decides the bucket: the same id always gets the same.`}
          >
            <TextInput value={id} onChange={setId} autoComplete="off" />
          </Field>
        )}
        <Field
          label="User id"
          hint={
            isByUser
              ? "Sent as targetingKey. Decides the bucket: the same id always gets the same."
              : "Sent as targetingKey. Segments list users by it. May be empty."
          }
        >
          <TextInput value={user} onChange={setUser} autoComplete="off" />
        </Field>
      </div>
      <Field
        label="Other attributes"
        hint={attributeWords(attributesIn(flag, environment))}
        {...(error && { error })}
      >
        <TextArea value={more} onChange={setMore} rows={2} spellCheck={false} mono />
      </Field>
      <div>
        <Button type="submit" tone="primary" isBusy={asked.isPending}>
          Try it
        </Button>
      </div>
      {asked.error && !error && <Notice tone="critical">{asked.error.message}.</Notice>}
      {asked.data && <Answer explanation={asked.data} />}
    </form>
  );
}

function attributeWords(names: readonly string[]): string {
  const example = 'JSON, such as { "plan": "pro" }. May be empty';
  return names.length === 0
    ? `${example}: the rules here name none.`
    : `${example}. The rules here look at ${names.join(", ")}.`;
}

function Answer({ explanation: { outcome, lines } }: { explanation: Explanation }) {
  return (
    <div role="status" className="flex flex-col gap-2 border-line border-t pt-3 text-13">
      <p className="flex flex-wrap items-center gap-2 text-primary">
        {"errorCode" in outcome ? (
          <span>{outcome.errorCode}</span>
        ) : (
          <>
            <span className="font-mono font-semibold text-16">{outcome.variant}</span>
            <Tag mono>{outcome.reason}</Tag>
            {outcome.bucket !== undefined && <Tag>{`bucket ${outcome.bucket}`}</Tag>}
          </>
        )}
      </p>
      <ol className="flex list-decimal flex-col gap-1 pl-5">
        {lines.map(({ says, decides }) => (
          <li key={says} className={decides ? "font-medium text-primary" : "text-secondary"}>
            {says}
          </li>
        ))}
      </ol>
    </div>
  );
}
