"use client";
/** What the rule measures, from an hour before it fired to its end or now, with the threshold. */
import { useMemo } from "react";
import { seriesOf } from "@/components/charts/lines-panel";
import { sheetOfSeries } from "@/components/charts/rows";
import { TimeSeries } from "@/components/charts/time-series";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { formatOf } from "@/lib/alerts/figure";
import type { AlertChart, AlertDetail } from "@/lib/alerts/views";

const NO_CHART = {
  title: "There is no line to draw",
  hint: "What another system sent, and what fires because nothing comes, has no values here.",
};

const isBlank = (chart: AlertChart | null): boolean =>
  chart === null || chart.lines.every(({ values }) => values.every((value) => value === null));

export function ChartPanel({ reading }: { reading: Reading<AlertDetail> }) {
  const chart = reading.data?.chart;
  return (
    <Panel
      title="Signal"
      question={chart ? `${chart.signal}, from an hour before` : "How did it get there?"}
      reading={part(reading, (data) => data.chart)}
      isEmpty={isBlank}
      empty={NO_CHART}
      sheet={(data) =>
        data
          ? sheetOfSeries(seriesOf(data.axis, data.lines), formatOf(data.unit))
          : { columns: [], rows: [] }
      }
      height={220}
    >
      {(data) => data && <Drawn chart={data} />}
    </Panel>
  );
}

function Drawn({ chart }: { chart: AlertChart }) {
  const { axis, lines, unit, threshold, isBadAbove } = chart;
  const series = useMemo(() => seriesOf(axis, lines), [axis, lines]);
  const targets = useMemo(() => (threshold ? [threshold] : []), [threshold]);
  const band = useMemo(
    () => (threshold ? bandOf(threshold.aim, isBadAbove) : undefined),
    [threshold, isBadAbove],
  );
  return (
    <TimeSeries
      series={series}
      value={formatOf(unit)}
      targets={targets}
      legend="none"
      {...(band && { band })}
    />
  );
}

const bandOf = (aim: number, isBadAbove: boolean) =>
  isBadAbove
    ? ({ from: aim, tone: "critical" } as const)
    : ({ from: 0, to: aim, tone: "critical" } as const);
