"use client";
/** The same plan as JSON, to be copied, pasted and sent over the API; what does not fit is told and not taken over. */
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Field, TextArea } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { sentencesOf } from "@/lib/core/misfit/misfit";
import { type Plan, planSchema } from "@/lib/rollouts/plan";

type JsonViewProps = { plan: Plan; onReplace: (plan: Plan) => void };

const written = (plan: Plan): string => JSON.stringify(plan, null, 2);

export function JsonView({ plan, onReplace }: JsonViewProps) {
  const [text, setText] = useState(() => written(plan));
  const read = readPlan(text);
  const edit = (next: string) => {
    setText(next);
    const { plan: fit } = readPlan(next);
    if (fit) onReplace(fit);
  };
  return (
    <Group
      title="Plan as JSON"
      says="What the API takes as “plan”. What is left out has its default."
    >
      <Field label="JSON">
        <TextArea value={text} onChange={edit} rows={28} spellCheck={false} autoComplete="off" />
      </Field>
      {read.wrong.length > 0 && (
        <Notice tone="warning">
          <p>Not taken over yet:</p>
          <ul>
            {read.wrong.slice(0, 8).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Group>
  );
}

type Read = { readonly plan?: Plan; readonly wrong: readonly string[] };

function readPlan(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { wrong: [error instanceof Error ? error.message : "This is no JSON"] };
  }
  const judged = planSchema.safeParse(value);
  if (judged.success) return { plan: judged.data, wrong: [] };
  return { wrong: sentencesOf(judged.error, "The plan") };
}
