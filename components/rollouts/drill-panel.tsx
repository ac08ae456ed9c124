"use client";
/** Whether the kill switch works, and how fast: a drill at one press, and what was measured of each. */
import { useQuery } from "@tanstack/react-query";
import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { useNow } from "@/components/ui/use-now";
import { orDash } from "@/lib/core/format";
import { drillFlag, drillsQuery } from "@/lib/flags/client";
import { type DrillView, drillDue, drillWords, slowestOf } from "@/lib/flags/drill";
import type { Flag } from "@/lib/flags/schema";
import { environmentNames } from "@/lib/flags/try-out";
import { useRolloutAct } from "./use-rollout-act";

/** The rest is told by the API. */
const MOST_SHOWN = 5;

type DrillPanelProps = { project: string; flag: Flag; live: boolean };

export function DrillPanel({ project, flag, live }: DrillPanelProps) {
  const reading = useQuery(drillsQuery(project, flag.key, live));
  return (
    <Panel
      title="Kill switch drills"
      question="How long from the press until everybody has it?"
      reading={reading}
      figure={({ drills }) => orDash(slowestOf(drills[0]?.reports ?? []), (ms) => `${ms} ms`)}
      height="fit"
      isFlush
    >
      {({ drills }) => (
        <>
          {environmentNames(flag).map((name) => (
            <Due key={name} project={project} flag={flag.key} name={name} drills={drills} />
          ))}
          <ol className="flex flex-col">
            {drills.slice(0, MOST_SHOWN).map((drill) => (
              <Row key={drill.id} drill={drill} />
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

type DueProps = { project: string; flag: string; name: string; drills: readonly DrillView[] };

function Due({ project, flag, name, drills }: DueProps) {
  const work = useRolloutAct();
  const now = useNow();
  return (
    <div className="flex flex-col gap-2 border-line border-t px-4 py-3 text-13">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="min-w-0 flex-1 basis-48">
          <span className="font-medium text-primary">{name}</span>
          <span className="block text-12 text-muted">
            {now !== null && drillDue(drills, name, now)
              ? "Not tried in 90 days"
              : "Changes no value: everything is told and asks again"}
          </span>
        </span>
        <Can permission="flags:switch">
          {(gate) => (
            <Button
              size="s"
              isBusy={work.isPending}
              onClick={() => work.mutate(() => drillFlag(project, flag, name))}
              {...gate}
            >
              Drill
            </Button>
          )}
        </Can>
      </div>
      {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
    </div>
  );
}

function Row({ drill }: { drill: DrillView }) {
  const { environment, isDrill, at, by } = drill;
  const [first = "", ...rest] = drillWords(drill);
  return (
    <li className="flex flex-col gap-1 border-line border-t px-4 py-2.5 text-13">
      <span className="flex flex-wrap items-center gap-2 text-12 text-muted">
        <Badge tone={isDrill ? "info" : "critical"}>{isDrill ? "Drill" : "Switched off"}</Badge>
        <span>
          {`${environment} · ${by} · `}
          <Instant at={at} />
        </span>
      </span>
      <span className="text-secondary tabular-nums">{[first, ...rest].join("; ")}</span>
    </li>
  );
}
