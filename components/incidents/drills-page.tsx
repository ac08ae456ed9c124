"use client";
/** The drills page: begin one from a scenario, how they went, and who has taken part. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { quantity } from "@/lib/core/format";
import { drillsQuery, startDrill } from "@/lib/incidents/client";
import { DRILL_NAMES, DRILLS, type DrillName } from "@/lib/incidents/drill";
import type { DrillRow, DrillsView } from "@/lib/incidents/views";
import { DrillMark, StatusBadge } from "./badges";
import { ChannelPicker } from "./channel-picker";

export function DrillsPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(drillsQuery(ask.project, live));
  return (
    <PageFrame title="Drills" lead={<KeptLink href="/incidents">Incidents</KeptLink>}>
      <Scenarios project={ask.project} channels={reading.data?.channels ?? []} />
      <Grid>
        <Cell width={8}>
          <HeldPanel reading={reading} />
        </Cell>
        <Cell width={4}>
          <TrainingPanel reading={reading} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

type ScenariosProps = { project: string; channels: DrillsView["channels"] };

function Scenarios({ project, channels }: ScenariosProps) {
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const start = useMutation({
    mutationFn: (name: DrillName) => startDrill(project, name, chosen),
    onSuccess: ({ id }) => router.push(keepAsk(`/incidents/${id}`, params)),
  });
  return (
    <section
      aria-labelledby="scenarios"
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <div>
        <h2 id="scenarios" className="font-medium text-14 text-primary">
          Begin a drill
        </h2>
        <p className="text-12 text-muted">
          An alert marked DRILL fires and an incident is open at once; no figure counts it. Nobody
          is told but the channels chosen here, so agree with those who take part.
        </p>
      </div>
      {channels.length > 0 && (
        <ChannelPicker
          legend="Tell, marked DRILL"
          channels={channels}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      {start.error && <Notice tone="critical">{start.error.message}.</Notice>}
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-4">
        {DRILL_NAMES.map((name) => (
          <li key={name} className="flex flex-col gap-2 rounded-control border border-line p-3">
            <h3 className="font-medium text-13 text-primary">{DRILLS[name].title}</h3>
            <p className="flex-1 text-12 text-secondary">{DRILLS[name].story}</p>
            <Can permission="incidents:write">
              {(gate) => (
                <Button isBusy={start.isPending} onClick={() => start.mutate(name)} {...gate}>
                  Begin drill
                  <span className="sr-only">{DRILLS[name].title}</span>
                </Button>
              )}
            </Can>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HeldPanel({ reading }: { reading: Reading<DrillsView> }) {
  return (
    <Panel
      title="Drills"
      question="How did they go?"
      reading={reading}
      figure={({ drills }) => `${drills.length} held`}
      isEmpty={({ drills }) => drills.length === 0}
      empty={{ title: "No drill has been held", hint: "Begin with an outage: it is the shortest." }}
      height="fit"
      isFlush
    >
      {({ drills }) => (
        <ul className="flex flex-col">
          {drills.map((drill) => (
            <Row key={drill.id} drill={drill} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ drill }: { drill: DrillRow }) {
  const { id, number, title, status, startedAt, score, signOffs } = drill;
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2.5 text-13 hover:bg-hover">
      <DrillMark />
      <span className="min-w-0 flex-1 basis-40">
        <KeptLink href={`/incidents/${id}`} look="cover">
          <span className="font-medium text-primary">{`${number} ${title}`}</span>
        </KeptLink>
      </span>
      <StatusBadge status={status} />
      <span className="font-semibold text-primary tabular-nums">{`${score.points} of 100`}</span>
      <span className="text-12 text-secondary">
        {signOffs.length === 0
          ? "not signed off"
          : `signed off by ${signOffs.map(({ person }) => person).join(", ")}`}
      </span>
      <span className="text-12 text-muted">
        <Instant at={startedAt} />
      </span>
    </li>
  );
}

function TrainingPanel({ reading }: { reading: Reading<DrillsView> }) {
  return (
    <Panel
      title="Training record"
      question="Who has taken part, and when last?"
      reading={reading}
      figure={({ training }) => `${training.length} people`}
      isEmpty={({ training }) => training.length === 0}
      empty={{ title: "Nobody has signed a drill off yet" }}
      height="fit"
    >
      {({ training }) => (
        <ul className="flex flex-col gap-2 text-13">
          {training.map(({ person, drills, lastAt }) => (
            <li key={`${person} ${lastAt}`} className="flex flex-wrap items-baseline gap-x-2">
              <span className="text-primary">{person}</span>
              <span className="text-secondary">
                {`${quantity(drills, "drill")}, last `}
                <Instant at={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
