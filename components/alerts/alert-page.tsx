"use client";
/** One alert for whoever was woken by it: what, how bad, since when, one chart, what changed, and the answer. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { useKeys } from "@/components/shell/use-keys";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError } from "@/components/ui/panel-states";
import type { Reading } from "@/components/ui/reading";
import { alertQuery } from "@/lib/alerts/client";
import type { AlertDetail, AlertView } from "@/lib/alerts/views";
import { isSlug } from "@/lib/runbooks/alert-values";
import { AffectedPanel } from "./affected-panel";
import { AnswerButton, useAnswer } from "./answer-button";
import { SeverityBadge, StandingBadges } from "./badges";
import { ChangesPanel } from "./changes-panel";
import { ChartPanel } from "./chart-panel";
import { Facts } from "./facts";
import { IncidentButton } from "./incident-button";
import { RollbackLinks } from "./rollback-links";
import { RulePanel } from "./rule-panel";
import { RunbookPanel } from "./runbook-panel";
import { SilenceButton } from "./silence-button";
import { TimelinePanel } from "./timeline-panel";
import { ToldPanel } from "./told-panel";
import { VerdictPanel } from "./verdict-panel";

export function AlertPage({ id }: { id: string }) {
  const { ask, live } = useAsk();
  const page = useQuery(alertQuery(ask.project, id, live));
  const { data } = page;
  return (
    <PageFrame
      title={titleOf(data?.alert)}
      lead={<Lead alert={data?.alert} />}
      acts={data && <Acts project={ask.project} alert={data.alert} />}
      markers={data?.changes.filter(({ kind }) => kind === "deployment").map(markerOf)}
    >
      {page.isError && data === undefined ? (
        <PanelError reading={page} />
      ) : (
        <Body
          project={ask.project}
          reading={page}
          told={<ToldPanel project={ask.project} id={id} live={live} />}
          verdict={<VerdictPanel project={ask.project} id={id} live={live} />}
        />
      )}
    </PageFrame>
  );
}

const titleOf = (alert: AlertView | undefined): string =>
  alert ? `${alert.mark === "drill" ? "DRILL " : ""}${alert.name}` : "Alert";

const markerOf = ({ id, at, title, detail }: AlertDetail["changes"][number]) => ({
  ...{ id, at, label: title },
  ...(detail !== null && { detail }),
});

type BodyProps = {
  project: string;
  reading: Reading<AlertDetail>;
  told: ReactNode;
  verdict: ReactNode;
};

function Body({ project, reading, told, verdict }: BodyProps) {
  const { alert, runbook } = reading.data ?? {};
  return (
    <>
      <Facts view={reading.data} />
      <Grid>
        <Cell width={8}>
          <ChartPanel reading={reading} />
        </Cell>
        <Cell width={4}>
          <ChangesPanel reading={reading} />
        </Cell>
        {alert && runbook && isSlug(runbook) && (
          <Cell width={12}>
            <RunbookPanel project={project} slug={runbook} alert={alert} />
          </Cell>
        )}
        <Cell width={6}>
          <AffectedPanel reading={reading} />
        </Cell>
        <Cell width={6}>
          <RulePanel reading={reading} />
        </Cell>
        <Cell width={6}>
          <TimelinePanel reading={reading} />
        </Cell>
        <Cell width={6}>{told}</Cell>
        <Cell width={6}>{verdict}</Cell>
      </Grid>
      {/* As high as the bar of buttons that lies over the end of the page on a phone. */}
      <div aria-hidden className="h-28 md:hidden" />
    </>
  );
}

function Lead({ alert }: { alert: AlertView | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/alerts">Alerts</KeptLink>
      {alert && (
        <>
          <SeverityBadge severity={alert.severity} />
          <StandingBadges alert={alert} />
          <span className="text-secondary">{alert.about}</span>
        </>
      )}
    </span>
  );
}

/** On a phone the buttons lie under the thumb, above the bar of pages. */
function Acts({ project, alert }: { project: string; alert: AlertView }) {
  const may = useMay("alerts:acknowledge");
  const answer = useAnswer(project, alert.id);
  useKeys({
    a: () => {
      if (may && !alert.endedAt && !alert.acknowledged) answer.mutate("acknowledge");
    },
  });
  const bar = alert.endedAt
    ? ""
    : "max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] max-md:z-20 max-md:border-t max-md:border-line max-md:bg-panel max-md:p-2 max-md:*:flex-1";
  return (
    <>
      <div className="max-md:hidden">
        <HistoryLink kind="alert" id={alert.id} />
      </div>
      <div className={`flex flex-wrap items-center gap-2 ${bar}`}>
        {!alert.endedAt && (
          <>
            <AnswerButton project={project} alert={alert} size="l" />
            <SilenceButton project={project} alert={alert} />
          </>
        )}
        {!alert.endedAt && <RollbackLinks project={project} alert={alert} />}
        <IncidentButton project={project} alert={alert} />
      </div>
    </>
  );
}
