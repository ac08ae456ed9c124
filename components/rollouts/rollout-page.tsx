"use client";
/** One rollout: where it is, what the evidence says, and what a press would do. Made for a phone as well. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Marker } from "@/components/charts/chart-page";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Notice, Tag } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError } from "@/components/ui/panel-states";
import type { Reading } from "@/components/ui/reading";
import { rolloutQuery } from "@/lib/rollouts/client";
import type { RolloutDetail } from "@/lib/rollouts/views";
import { ActsPanel } from "./acts-panel";
import { StandingBadge } from "./badges";
import { EvidencePanel } from "./evidence-panel";
import { ExposurePanel } from "./exposure-panel";
import { GatesPanel } from "./gates-panel";
import { HistoryPanel } from "./history-panel";
import { LadderPanel } from "./ladder-panel";
import { SharesPanels } from "./shares-panels";

export function RolloutPage({ rollout: key }: { rollout: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(rolloutQuery(ask.project, key, live));
  const { data } = reading;
  const markers = useMemo(() => (data ? markersOf(data) : []), [data]);
  return (
    <PageFrame
      title={key}
      lead={<Lead detail={data} />}
      acts={data && <HistoryLink kind="rollout" id={key} />}
      markers={markers}
    >
      {reading.isError && data === undefined ? (
        <PanelError reading={reading} />
      ) : (
        <Body project={ask.project} reading={reading} />
      )}
    </PageFrame>
  );
}

const MARKED = ["stage", "rolledBack", "completed", "aborted", "paused", "resumed"];

/** Steps of this attempt, and the minute at which the evidence crossed. */
function markersOf({ steps, verdict, state }: RolloutDetail): Marker[] {
  const own = steps.filter(
    ({ kind, attempt }) => attempt === state.attempt && MARKED.includes(kind),
  );
  const crossedAt = verdict?.crossedAt;
  return [
    ...own.map(({ id, at, text, by }) => ({ id, at, label: text, detail: `by ${by}` })),
    ...(crossedAt
      ? [{ id: "crossed", at: crossedAt, label: "The evidence crossed the line" }]
      : []),
  ];
}

function Lead({ detail }: { detail: RolloutDetail | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/rollouts">Rollouts</KeptLink>
      {detail && (
        <>
          <StandingBadge rollout={detail.rollout} />
          <Tag>{detail.rollout.environment}</Tag>
          <KeptLink href={`/rollouts/flags/${encodeURIComponent(detail.rollout.flag)}`}>
            {detail.rollout.flag}
          </KeptLink>
        </>
      )}
    </span>
  );
}

const STACK = "col-span-12 flex min-w-0 flex-col gap-3 md:gap-4";

type BodyProps = { project: string; reading: Reading<RolloutDetail> };

/** On a phone the ladder and the buttons come first, then the evidence. */
function Body({ project, reading }: BodyProps) {
  const { data } = reading;
  return (
    <>
      {data && <Warnings detail={data} />}
      <div className="grid grid-cols-12 gap-3 md:gap-4">
        <div className={`${STACK} lg:col-span-4 lg:col-start-9`}>
          <ActsPanel project={project} reading={reading} />
          <LadderPanel reading={reading} />
          <ExposurePanel reading={reading} />
        </div>
        <div className={`${STACK} lg:col-span-8 lg:col-start-1 lg:row-start-1`}>
          <EvidencePanel project={project} reading={reading} />
          <GatesPanel reading={reading} />
          <SharesPanels reading={reading} />
          <HistoryPanel reading={reading} />
        </div>
      </div>
    </>
  );
}

function Warnings({ detail: { workerOk, rollout, blockers } }: { detail: RolloutDetail }) {
  const { phase, incident } = rollout;
  const isActive = phase === "RUNNING" || phase === "SCHEDULED";
  return (
    <>
      {isActive && !workerOk && (
        <Notice tone="critical">
          The worker is silent: nothing is counted, promoted or rolled back by itself. Rolling back
          by hand works.
        </Notice>
      )}
      {isActive && blockers.length > 0 && (
        <Notice tone="warning">{`Nothing is promoted for now. ${blockers.join(". ")}.`}</Notice>
      )}
      {incident !== null && (
        <Notice tone={phase === "ROLLED_BACK" ? "critical" : "warning"}>
          {phase === "ROLLED_BACK" ? "It was rolled back. " : "An incident knows of it. "}
          <KeptLink href={`/incidents/${incident}`}>Open the incident</KeptLink>
        </Notice>
      )}
    </>
  );
}
