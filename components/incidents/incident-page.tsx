"use client";
/** One incident for everybody who works in it: how it stands, what happened, what is to be done. */
import { useQuery } from "@tanstack/react-query";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Notice } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError } from "@/components/ui/panel-states";
import type { Reading } from "@/components/ui/reading";
import { incidentQuery } from "@/lib/incidents/client";
import type { IncidentDetail } from "@/lib/incidents/views";
import { AlertsPanel } from "./alerts-panel";
import { StandingBadges } from "./badges";
import { ClocksPanel } from "./clocks-panel";
import { Composer } from "./composer";
import { DrillPanel } from "./drill-panel";
import { EarlierPanel } from "./earlier-panel";
import { EditButton } from "./edit-dialog";
import { RolesPanel } from "./roles-panel";
import { StatePanel } from "./state-panel";
import { TasksPanel } from "./tasks-panel";
import { TimelinePanel } from "./timeline-panel";

export function IncidentPage({ id }: { id: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(incidentQuery(ask.project, id, live));
  const { data } = reading;
  const title = data ? `${data.incident.number} ${data.incident.title}` : "Incident";
  return (
    <PageFrame
      title={data?.incident.isDrill ? `DRILL ${title}` : title}
      lead={<Lead detail={data} />}
      acts={
        data && (
          <>
            <KeptLink href={`/incidents/${id}/postmortem`} look="button">
              Postmortem
            </KeptLink>
            <EditButton project={ask.project} incident={data.incident} timeZone={data.timeZone} />
            <div className="max-md:hidden">
              <HistoryLink kind="incident" id={id} />
            </div>
          </>
        )
      }
    >
      {reading.isError && data === undefined ? (
        <PanelError reading={reading} />
      ) : (
        <Body project={ask.project} id={id} reading={reading} />
      )}
    </PageFrame>
  );
}

function Lead({ detail }: { detail: IncidentDetail | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/incidents">Incidents</KeptLink>
      {detail && (
        <>
          <StandingBadges incident={detail.incident} />
          <span className="text-secondary">{`declared by ${detail.incident.declaredBy}`}</span>
        </>
      )}
    </span>
  );
}

const STACK = "col-span-12 flex min-w-0 flex-col gap-3 md:gap-4";

type BodyProps = { project: string; id: string; reading: Reading<IncidentDetail> };

/** On a phone how it stands comes first, then the pen, then what happened. */
function Body({ project, id, reading }: BodyProps) {
  const { data } = reading;
  const act = { project, id, reading };
  return (
    <>
      {data?.incident.isDrill && (
        <Notice tone="info">
          DRILL: nothing is wrong, and no figure counts it. Whoever is told is told that it is one.
        </Notice>
      )}
      <div className="grid grid-cols-12 gap-3 md:gap-4 lg:grid-rows-[auto_1fr]">
        <div className={`${STACK} lg:col-span-4 lg:col-start-9`}>
          <StatePanel {...act} />
        </div>
        <div className={`${STACK} lg:col-span-8 lg:col-start-1 lg:row-span-2 lg:row-start-1`}>
          {data && <Story incident={data.incident} />}
          <Composer {...act} />
          <TimelinePanel {...act} />
          <AlertsPanel {...act} />
        </div>
        <div className={`${STACK} lg:col-span-4 lg:col-start-9 lg:row-start-2`}>
          <RolesPanel {...act} />
          <ClocksPanel reading={reading} />
          {data?.drill && <DrillPanel {...act} />}
          <TasksPanel {...act} kind="checklist" />
          <TasksPanel {...act} kind="action" />
          <EarlierPanel reading={reading} />
        </div>
      </div>
    </>
  );
}

function Story({ incident: { summary, impact } }: Pick<IncidentDetail, "incident">) {
  if (!summary && !impact) return null;
  return (
    <section
      aria-label="Summary"
      className="flex flex-col gap-1 whitespace-pre-wrap break-words rounded-panel border border-line bg-panel px-4 py-3 text-14 text-primary"
    >
      {summary && <p>{summary}</p>}
      {impact && <p className="text-13 text-secondary">{`Impact: ${impact}`}</p>}
    </section>
  );
}
