"use client";
/** One rollout: where it is, what the evidence says, and what a press would do. Made for a phone as well. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Marker } from "@/components/charts/chart-page";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Tag } from "@/components/ui/badge";
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
import { RollbackPanel } from "./rollback-panel";
import { SharesPanels } from "./shares-panels";
import { isJudged, VerdictPanel } from "./verdict-panel";
import { VersionsPanel } from "./versions-panel";
import { RolloutWarnings } from "./warnings";

export function RolloutPage({ rollout: key }: { rollout: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(rolloutQuery(ask.project, key, live));
  const { data } = reading;
  const markers = useMemo(() => (data ? markersOf(data) : []), [data]);
  return (
    <PageFrame
      title={key}
      lead={<Lead detail={data} />}
      acts={data && <Links rollout={key} />}
      markers={markers}
    >
      {reading.isError && data === undefined ? (
        <div className="flex min-h-48 flex-col rounded-panel border border-line bg-panel p-4">
          <PanelError reading={reading} />
        </div>
      ) : (
        <Body project={ask.project} reading={reading} />
      )}
    </PageFrame>
  );
}

function Links({ rollout: key }: { rollout: string }) {
  const url = `/rollouts/${encodeURIComponent(key)}`;
  return (
    <>
      <KeptLink href={`/rollouts/new?copy=${encodeURIComponent(key)}`} look="button">
        Copy
      </KeptLink>
      <KeptLink href={`${url}/plan`} look="button">
        Plan
      </KeptLink>
      <HistoryLink kind="rollout" id={key} />
    </>
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
      ? [{ id: "crossed", at: crossedAt, label: "threshold crossed", kind: "crossing" as const }]
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
const LEFT = `${STACK} lg:col-span-8 lg:col-start-1`;
const RIGHT = `${STACK} lg:col-span-4 lg:col-start-9`;

type BodyProps = { project: string; reading: Reading<RolloutDetail> };

/** Read in one order by eye, by keyboard and on a phone: what is wrong, what can be done, where it is, why, and the rest. */
function Body({ project, reading }: BodyProps) {
  const { data } = reading;
  const hasVerdict = data === undefined || isJudged(data);
  return (
    <>
      {data && <RolloutWarnings detail={data} />}
      <div className="grid grid-cols-12 gap-3 md:gap-4 lg:grid-rows-[auto_1fr]">
        {hasVerdict && (
          <div className={`${LEFT} lg:row-start-1`}>
            <VerdictPanel reading={reading} />
          </div>
        )}
        <div className={`${RIGHT} lg:row-span-2 lg:row-start-1`}>
          <ActsPanel project={project} reading={reading} />
          <LadderPanel reading={reading} />
          <ExposurePanel reading={reading} />
        </div>
        <div
          className={`${LEFT} ${hasVerdict ? "lg:row-start-2" : "lg:row-span-2 lg:row-start-1"}`}
        >
          <EvidencePanel project={project} reading={reading} />
          <GatesPanel reading={reading} />
        </div>
      </div>
      <SharesPanels reading={reading} />
      <div className="grid grid-cols-12 gap-3 md:gap-4">
        <div className={LEFT}>
          <HistoryPanel reading={reading} />
        </div>
        <div className={RIGHT}>
          <RollbackPanel project={project} reading={reading} />
          <VersionsPanel reading={reading} />
        </div>
      </div>
    </>
  );
}
