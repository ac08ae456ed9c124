"use client";
/** How a drill goes against its targets, and the sign-off of whoever took part. */
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { duration } from "@/lib/core/format";
import { signOff } from "@/lib/incidents/client";
import type { DrillScore, DrillStep } from "@/lib/incidents/drill";
import type { SignOff } from "@/lib/incidents/views";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

const STEP_WORDS: Record<DrillStep, string> = {
  acknowledge: "To acknowledge",
  runbook: "To the runbook",
  mitigate: "To mitigate",
};

export function DrillPanel({ project, id, reading }: IncidentPartProps) {
  const may = useMay("incidents:write") === true;
  const isOver = reading.data?.incident.resolvedAt != null;
  return (
    <Panel
      title="Drill"
      question="How fast was the response, and who took part?"
      reading={part(reading, ({ drill }) => drill)}
      figure={(drill) => `${drill?.score.points ?? 0} of 100`}
      height="fit"
    >
      {(drill) =>
        drill && (
          <div className="flex flex-col gap-3">
            <Score score={drill.score} />
            <SignOffs signOffs={drill.signOffs} />
            {may && isOver && <SignOffForm project={project} id={id} />}
            {!isOver && <p className="text-12 text-muted">Sign off when the drill is resolved.</p>}
          </div>
        )
      }
    </Panel>
  );
}

function Score({ score: { steps } }: { score: DrillScore }) {
  return (
    <ul className="flex flex-col gap-1 text-13">
      {steps.map(({ step, tookMs, targetMs, points }) => (
        <li key={step} className="flex flex-wrap items-center gap-x-2">
          <span className="text-secondary">{STEP_WORDS[step]}</span>
          <span className="font-medium text-primary tabular-nums">
            {tookMs === null ? "not yet" : duration(tookMs)}
          </span>
          <Badge tone={points === 100 ? "ok" : points > 0 ? "warning" : "unknown"} bare>
            {`${points} points, target ${duration(targetMs)}`}
          </Badge>
        </li>
      ))}
    </ul>
  );
}

function SignOffs({ signOffs }: { signOffs: readonly SignOff[] }) {
  return (
    <ul className="flex flex-col gap-1 text-13">
      {signOffs.map(({ personId, person, note, at }) => (
        <li key={personId} className="break-words text-primary">
          {person}
          <span className="text-12 text-muted">
            {" "}
            <Instant at={at} style="exact" />
          </span>
          {note && <span className="block text-secondary">{note}</span>}
        </li>
      ))}
    </ul>
  );
}

function SignOffForm({ project, id }: { project: string; id: string }) {
  const [note, setNote] = useState("");
  const act = useIncidentAct();
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(() => signOff(project, id, note), { onSuccess: () => setNote("") });
      }}
    >
      <Field label="What I learned" hint="Kept as your training record.">
        <TextInput value={note} onChange={setNote} maxLength={2_000} />
      </Field>
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      <Button type="submit" isBusy={act.isPending}>
        I took part
      </Button>
    </form>
  );
}
