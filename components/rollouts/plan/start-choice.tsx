"use client";
/** Where a new plan begins: a preset, nothing, or another rollout. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Field, Select } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { rolloutQuery } from "@/lib/rollouts/client";
import { draftFrom, draftFromScratch, draftOf } from "@/lib/rollouts/draft";
import type { Plan } from "@/lib/rollouts/plan";

const KINDS = [
  {
    value: "mockToReal",
    label: "Mock to real",
    hint: "10 % for a day, 50 % for a day, then everybody; gates on errors, latency, cost and feedback.",
  },
  {
    value: "blueGreen",
    label: "Blue/green",
    hint: "Preview and smoke test, half, then all; watched for an hour, blue is kept for a day.",
  },
  {
    value: "featureFallback",
    label: "Feature fallback",
    hint: "On for everybody, and off by itself when its latency gate fails.",
  },
  { value: "scratch", label: "From scratch", hint: "Two stages and one gate, to be changed." },
] as const;

const COPY = "copy:";

type StartChoiceProps = {
  project: string;
  plan: Plan;
  start: string;
  onStart: (start: string, plan: Plan) => void;
  /** Rollouts that can be copied. */
  keys: readonly string[];
};

export function StartChoice({ project, plan, start, onStart, keys }: StartChoiceProps) {
  const cache = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const options = [
    ...KINDS,
    ...keys.map((key) => ({ value: `${COPY}${key}`, label: `Copy of ${key}` })),
  ];
  const choose = async (next: string) => {
    setError(null);
    const key = next.startsWith(COPY) ? next.slice(COPY.length) : null;
    if (key === null) return onStart(next, begun(next, plan));
    try {
      const copied = await cache.fetchQuery(rolloutQuery(project, key, false));
      onStart(next, { ...draftOf(copied.plan), key: plan.key });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error("It cannot be read"));
    }
  };
  const hint = KINDS.find(({ value }) => value === start)?.hint;
  return (
    <Group title="Begin with" says="A preset, nothing, or a plan that there is.">
      <Field
        label="Kind"
        hint={`${hint ?? "All of its plan, without its dates."} Choosing another replaces what is below.`}
      >
        <Select value={start} options={options} onChange={(next) => void choose(next)} />
      </Field>
      {error && <Notice tone="critical">{error.message}.</Notice>}
    </Group>
  );
}

/** What moves stays what was chosen. */
function begun(start: string, { key, flag, environment, canary, control }: Plan): Plan {
  const names = { flag, environment, canary, control };
  const kind = KINDS.find(({ value }) => value === start)?.value ?? "scratch";
  const plan = kind === "scratch" ? draftFromScratch(names) : draftFrom(kind, names);
  return { ...plan, key };
}
