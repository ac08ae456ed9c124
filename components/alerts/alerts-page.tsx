"use client";
/** The alerts page: what fires, what is about to, what was, and whether anybody looks. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { alertHistoryQuery, alertsQuery } from "@/lib/alerts/client";
import type { AlertsView } from "@/lib/alerts/views";
import { EvaluatedAt, EvaluationNote } from "./evaluation-note";
import { Filters } from "./filters";
import { FiringPanel } from "./firing-panel";
import { HistoryPanel } from "./history-panel";
import { PendingPanel } from "./pending-panel";
import { type Part, useAlertFilters } from "./use-alert-filters";

export function AlertsPage() {
  const { ask, live } = useAsk();
  const chosen = useAlertFilters();
  const { filters, part } = chosen;
  const now = useQuery(alertsQuery(ask, filters, live));
  const history = useQuery(alertHistoryQuery(ask, filters, live));
  const isFiltered = Object.keys(filters).length > 0;
  const shows = (one: Part) => part === null || part === one;
  return (
    <PageFrame
      title="Alerts"
      lead={<Lead view={now.data} />}
      acts={
        <>
          <KeptLink href="/alerts/silences" look="button">
            Silences
          </KeptLink>
          <KeptLink href="/alerts/rules" look="button">
            Rules
          </KeptLink>
        </>
      }
    >
      {now.data && <EvaluationNote evaluation={now.data.evaluation} />}
      <Filters view={now.data} chosen={chosen} />
      {shows("firing") && (
        <FiringPanel project={ask.project} reading={now} isFiltered={isFiltered} />
      )}
      {shows("pending") && <PendingPanel reading={now} />}
      {shows("history") && <HistoryPanel reading={history} isFiltered={isFiltered} />}
    </PageFrame>
  );
}

function Lead({ view }: { view: AlertsView | undefined }) {
  return view ? (
    <EvaluatedAt evaluation={view.evaluation} />
  ) : (
    "What fires, what is about to, what was"
  );
}
