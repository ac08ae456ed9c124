"use client";
/** Who gets what and why: the evaluation of the wire, told step by step. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, Select, TextArea, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { tryFlag } from "@/lib/flags/client";
import type { Explanation } from "@/lib/flags/explanation";
import type { FlagView } from "@/lib/flags/views";

type TryPanelProps = { project: string; reading: Reading<FlagView> };

export function TryPanel({ project, reading }: TryPanelProps) {
  return (
    <Panel title="Try it" question="Who gets what, and why?" reading={reading} height="fit">
      {(view) => <Form project={project} view={view} />}
    </Panel>
  );
}

const UNIT_FIELDS = { user: "targetingKey", session: "sessionId", conversation: "conversationId" };

function Form({ project, view: { flag } }: { project: string; view: FlagView }) {
  const names = Object.keys(flag.environments);
  const [environment, setEnvironment] = useState(names[0] ?? "production");
  const [unit, setUnit] = useState("user-1");
  const [more, setMore] = useState("");
  const asked = useMutation({
    mutationFn: async () => {
      const rest: unknown = more.trim() === "" ? {} : JSON.parse(more);
      const context = { targetingKey: unit, [UNIT_FIELDS[flag.unit]]: unit, ...(rest as object) };
      return tryFlag(project, flag.key, { environment, context });
    },
  });
  const error = asked.error instanceof SyntaxError ? "Is not JSON" : undefined;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        asked.mutate();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={`A ${flag.unit}`} hint={`Sent as ${UNIT_FIELDS[flag.unit]}.`}>
          <TextInput value={unit} onChange={setUnit} />
        </Field>
        <Field label="Environment">
          <Select
            value={environment}
            options={names.map((value) => ({ value, label: value }))}
            onChange={setEnvironment}
          />
        </Field>
      </div>
      <Field
        label="What else is known of them"
        hint='JSON, such as { "plan": "pro" }. May stay empty.'
        {...(error && { error })}
      >
        <TextArea value={more} onChange={setMore} rows={2} spellCheck={false} />
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
