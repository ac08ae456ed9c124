"use client";
/** One group of equal failures: what it looks like, whom it hits, what came before it, how it went. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Bars } from "@/components/charts/bars";
import { seriesOf } from "@/components/charts/lines-panel";
import { sheetOfSeries } from "@/components/charts/rows";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Tag } from "@/components/ui/badge";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { CopyText } from "@/components/ui/snippet";
import { count } from "@/lib/core/format";
import { errorQuery } from "@/lib/errors/client";
import type { ErrorView } from "@/lib/errors/schema";
import { FactsPanel } from "./facts-panel";
import { AffectedPanel, WherePanel } from "./reach-panels";
import { SamplePanel } from "./sample-panel";
import { SettleButton } from "./settle-button";
import { StateBadge } from "./state-badge";
import { SuspectsPanel } from "./suspects-panel";

export function ErrorPage({ fingerprint }: { fingerprint: string }) {
  const { ask, live } = useAsk();
  const page = useQuery(errorQuery(ask, fingerprint, live));
  const group = page.data?.group;
  return (
    <PageFrame
      title={group?.title ?? "Error"}
      lead={<Lead fingerprint={fingerprint} group={group} />}
      acts={
        group && (
          <>
            <HistoryLink kind="error" id={fingerprint} />
            <SettleButton project={ask.project} group={group} />
          </>
        )
      }
      markers={page.data?.deployments}
    >
      <Grid>
        <Cell width={8}>
          <SightingsPanel reading={page} />
        </Cell>
        <Cell width={4}>
          <FactsPanel reading={page} />
        </Cell>
        <Cell width={8}>
          <SamplePanel reading={part(page, ({ samples }) => samples)} />
        </Cell>
        <Cell width={4}>
          <SuspectsPanel reading={page} />
        </Cell>
        <Cell width={6}>
          <AffectedPanel reading={page} />
        </Cell>
        <Cell width={6}>
          <WherePanel reading={page} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

type LeadProps = { fingerprint: string; group: ErrorView["group"] | undefined };

function Lead({ fingerprint, group }: LeadProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/errors">Errors</KeptLink>
      {group && (
        <>
          <StateBadge state={group.state} />
          <Tag>{group.type}</Tag>
          {group.agent && <Tag>{group.agent}</Tag>}
          {group.provider && <Tag>{group.provider}</Tag>}
        </>
      )}
      <CopyText text={fingerprint} label="fingerprint" />
    </span>
  );
}

function SightingsPanel({ reading }: { reading: Reading<ErrorView> }) {
  return (
    <Panel
      title="Sightings"
      question="How often does it happen, and since when?"
      reading={reading}
      figure={({ group }) => `${count(group.n)} in this range`}
      isEmpty={({ group }) => group.n === 0}
      empty={{
        title: "Not seen in this time range",
        hint: "Choose a longer range to see when it last happened.",
      }}
      sheet={({ axis, sightings }) => sheetOfSeries(seriesOf(axis, sightings.lines), count)}
    >
      {(view) => <Sightings view={view} />}
    </Panel>
  );
}

function Sightings({ view: { axis, sightings } }: { view: ErrorView }) {
  const series = useMemo(() => seriesOf(axis, sightings.lines), [axis, sightings]);
  return <Bars series={series} value={count} legend={series.length > 1 ? "table" : "row"} />;
}
