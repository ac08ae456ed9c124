"use client";
/** What a key asked for over time, and what of it was refused or failed. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Bars } from "@/components/charts/bars";
import { seriesOf } from "@/components/charts/lines-panel";
import { sheetOfSeries } from "@/components/charts/rows";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { useUrlState } from "@/components/ui/use-url-state";
import { count, share } from "@/lib/core/format";
import { keyTrafficQuery } from "@/lib/keys/client";
import type { KeyView, KeyTraffic as Traffic, TrafficRange } from "@/lib/keys/schema";

const RANGES: readonly { readonly value: TrafficRange; readonly label: string }[] = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
  { value: "30d", label: "30 d" },
];

type KeyTrafficProps = { project: string; apiKey: KeyView };

export function KeyTraffic({ project, apiKey }: KeyTrafficProps) {
  const { live } = useAsk();
  const [chosen, setChosen] = useUrlState("traffic");
  const range = RANGES.find(({ value }) => value === chosen)?.value ?? "24h";
  const traffic = useQuery(keyTrafficQuery(project, apiKey.id, range, live));
  return (
    <>
      <div className="flex justify-end">
        <Segmented label="Time range" value={range} options={RANGES} onChange={setChosen} />
      </div>
      <Grid>
        <Cell width={6}>
          <RequestsPanel reading={traffic} isUnused={apiKey.lastUsedAt === null} />
        </Cell>
        <Cell width={6}>
          <ErrorsPanel reading={traffic} />
        </Cell>
      </Grid>
    </>
  );
}

type RequestsPanelProps = { reading: Reading<Traffic>; isUnused: boolean };

function RequestsPanel({ reading, isUnused }: RequestsPanelProps) {
  return (
    <Panel
      title="Requests"
      question="How much is it used?"
      reading={reading}
      figure={({ totals }) => `${count(totals.requests)} requests`}
      isEmpty={({ totals }) => totals.requests === 0}
      empty={
        isUnused
          ? {
              title: "This key has not been used yet",
              hint: "Programs send it as “Authorization: Bearer …”. Requests show up here within seconds.",
            }
          : { title: "No requests in this time range", hint: "Choose a longer one." }
      }
      sheet={({ axis, requests }) => sheetOfSeries(seriesOf(axis, requests), count)}
    >
      {({ axis, requests }) => <Chart axis={axis} lines={requests} />}
    </Panel>
  );
}

function ErrorsPanel({ reading }: { reading: Reading<Traffic> }) {
  return (
    <Panel
      title="Errors"
      question="What was refused for its sender's fault, and what failed for ours?"
      reading={reading}
      figure={errorFigure}
      isEmpty={({ totals }) => totals.refused + totals.failed === 0}
      empty={{
        title: "Nothing was refused, and nothing failed",
        hint: "Requests after a key ends, from other addresses or beyond its rate count as refused.",
      }}
      sheet={({ axis, errors }) => sheetOfSeries(seriesOf(axis, errors), count)}
    >
      {({ axis, errors }) => <Chart axis={axis} lines={errors} />}
    </Panel>
  );
}

function errorFigure({ totals: { requests, refused, failed } }: Traffic): string {
  return requests === 0 ? "—" : `${share((refused + failed) / requests)} of requests`;
}

function Chart({ axis, lines }: { axis: Traffic["axis"]; lines: Traffic["requests"] }) {
  const series = useMemo(() => seriesOf(axis, lines), [axis, lines]);
  return <Bars series={series} value={count} legend={series.length > 1 ? "table" : "none"} />;
}
