"use client";
/** The errors page: how often, whose, and which failures are the same one. */
import { useQuery } from "@tanstack/react-query";
import { LinesPanel } from "@/components/charts/lines-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { count, orDash, share } from "@/lib/core/format";
import { errorsQuery } from "@/lib/errors/client";
import type { ErrorsView } from "@/lib/errors/schema";
import type { Line } from "@/lib/overview/lines";
import { CodesPanel } from "./codes-panel";
import { ErrorTiles } from "./error-tiles";
import { GroupsPanel } from "./groups-panel";
import { ProvidersPanel } from "./providers-panel";
import { useErrorFilters } from "./use-error-filters";

const NO_REQUESTS = {
  title: "No requests in this time range",
  hint: "Failures are counted against requests: send request events, with status “error” where one failed.",
};

export function ErrorsPage() {
  const { ask, live } = useAsk();
  const { filters, ...controls } = useErrorFilters();
  const page = useQuery(errorsQuery(ask, filters, live));
  return (
    <PageFrame
      title="Errors"
      lead="What fails, for whom, since when"
      markers={page.data?.deployments}
    >
      <ErrorTiles view={page.data} />
      <Grid>
        <Cell width={7}>
          <LinesPanel
            title="Error rate by agent"
            question="Whose requests fail, and did that change?"
            reading={part(page, agentLines)}
            value={share}
            {...ceilingOf(page.data?.byAgent.lines)}
            empty={NO_REQUESTS}
            height={320}
          />
        </Cell>
        <Cell width={5}>
          <CodesPanel reading={page} height={320} />
        </Cell>
        <Cell width={12}>
          <GroupsPanel reading={page} filters={filters} controls={controls} />
        </Cell>
        <Cell width={7}>
          <LinesPanel
            title="Provider failures over time"
            question="Which provider refuses or breaks off LLM calls?"
            reading={part(page, providerLines)}
            value={share}
            {...ceilingOf(page.data?.providerLines)}
            empty={{
              title: "No LLM calls in this time range",
              hint: "Calls that name a provider are counted here, failed ones by their error type.",
            }}
          />
        </Cell>
        <Cell width={5}>
          <ProvidersPanel reading={part(page, ({ providers }) => providers)} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

/** A share near its whole is drawn against the whole: an axis of 150 % would be nonsense. */
function ceilingOf(lines: readonly Line[] = []): { max?: number } {
  const isHigh = lines.some(({ values }) => values.some((value) => (value ?? 0) > 0.6));
  return isHigh ? { max: 1 } : {};
}

const agentLines = ({ axis, byAgent, target, rate }: ErrorsView) => ({
  axis,
  ...byAgent,
  targets: [target],
  figure: orDash(rate.now, share),
});

const providerLines = ({ axis, providerLines, providers }: ErrorsView) => ({
  axis,
  lines: providerLines,
  figure: `${count(providers.reduce((sum, { failures }) => sum + failures, 0))} failed calls`,
});
