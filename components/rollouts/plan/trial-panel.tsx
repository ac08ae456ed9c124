"use client";
/** The plan's gates, tried on the past before anything moves: a canary that is the control itself must not go back. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Group } from "@/components/ui/group";
import { Instant } from "@/components/ui/instant";
import { Segmented } from "@/components/ui/segmented";
import { exact, share } from "@/lib/core/format";
import { tryGates } from "@/lib/rollouts/client";
import type { Plan } from "@/lib/rollouts/plan";
import type { GateTrial } from "@/lib/rollouts/views";
import { figure, SIGNAL_WORDS } from "@/lib/rollouts/words";

const DAYS = [
  { value: "1", label: "1 d" },
  { value: "7", label: "7 d" },
  { value: "30", label: "30 d" },
] as const;

/** A trial needs no name, and the form may have none yet. */
const named = (plan: Plan): Plan => (plan.key === "" ? { ...plan, key: "unnamed" } : plan);

export function TrialPanel({ project, plan }: { project: string; plan: Plan }) {
  const [days, setDays] = useState<(typeof DAYS)[number]["value"]>("7");
  const work = useMutation({ mutationFn: () => tryGates(project, named(plan), Number(days)) });
  return (
    <Group
      title="Try the gates"
      says="On past requests of the control, dealt by their hash in two equal arms: whatever rolls back here is a false alarm."
    >
      <div className="flex flex-wrap items-center gap-2">
        <Segmented label="Of the last" value={days} options={DAYS} onChange={setDays} />
        <Button isBusy={work.isPending} onClick={() => work.mutate()}>
          Try the gates
        </Button>
      </div>
      {work.error && (
        <Notice tone="critical">{`${work.error.message.replace(/^plan\./, "")}.`}</Notice>
      )}
      {work.data && <Told trial={work.data} />}
    </Group>
  );
}

function Told({ trial }: { trial: GateTrial }) {
  const { says, from, to, isCut, whose, gates, crossedAt, requests } = trial;
  return (
    <>
      <Notice tone={crossedAt !== null ? "warning" : requests === 0 ? "unknown" : "ok"}>
        {`${says}.`}
      </Notice>
      <p className="text-12 text-muted">
        <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
        {whose === "everybody" && ", everybody's requests: the control has too few of its own"}
        {isCut && ", not further back: there was too much traffic"}
      </p>
      <ul className="flex flex-col">
        {gates.map(({ key, signal, units, bad, mostE }) => (
          <li
            key={key}
            className="flex flex-wrap items-baseline justify-between gap-x-3 border-line border-t py-1.5 text-13 text-primary"
          >
            <span>
              {SIGNAL_WORDS[signal]}
              <span className="text-12 text-muted">{` ${key}`}</span>
            </span>
            <span className="text-12 text-secondary tabular-nums">
              {units === 0
                ? "no units"
                : `${exact(bad)} of ${exact(units)} (${share(bad / units)}) · highest E ${figure(mostE)}`}
            </span>
          </li>
        ))}
      </ul>
      {crossedAt !== null && (
        <Badge tone="warning" bare>
          Rolled back at <Instant at={crossedAt} style="exact" />
        </Badge>
      )}
    </>
  );
}
