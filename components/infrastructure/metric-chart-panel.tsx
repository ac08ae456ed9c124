"use client";
/** One known metric over time, with the limits that alerts are set by. */
import { useMemo } from "react";
import { seriesOf } from "@/components/charts/lines-panel";
import { sheetOfSeries } from "@/components/charts/rows";
import { TimeSeries } from "@/components/charts/time-series";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { orDash } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import type { MetricPanel } from "@/lib/infrastructure/schema";
import type { Axis } from "@/lib/overview/lines";
import { WRITTEN } from "./written";

type Shown = { readonly axis: Axis; readonly panel: MetricPanel | undefined };
type MetricChartPanelProps = { title: string; reading: Reading<Shown> };

export function MetricChartPanel({ title, reading }: MetricChartPanelProps) {
  const panel = reading.data?.panel;
  return (
    <Panel
      title={title}
      question={panel?.question ?? "…"}
      reading={reading}
      figure={({ panel }) => (panel ? orDash(panel.value, WRITTEN[panel.unit]) : "—")}
      isEmpty={({ panel }) => panel === undefined || panel.lines.length === 0}
      sheet={({ axis, panel }) =>
        sheetOfSeries(seriesOf(axis, panel?.lines ?? []), WRITTEN[panel?.unit ?? "number"])
      }
    >
      {({ axis, panel }) => panel && <MetricChart axis={axis} panel={panel} />}
    </Panel>
  );
}

const STATISTIC: Readonly<Record<MetricPanel["statistic"], string>> = {
  mean: "Mean of each bucket",
  p95: "p95 of each bucket",
  min: "Least of each bucket",
};

function MetricChart({ axis, panel }: { axis: Axis; panel: MetricPanel }) {
  const { lines, limits, standing, unit, names, statistic } = panel;
  const series = useMemo(() => seriesOf(axis, lines), [axis, lines]);
  const targets = useMemo(() => targetsOf(panel), [panel]);
  const alarm = limits.find(({ tone }) => tone !== "target");
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-1">
      <p className="flex min-h-5 flex-wrap items-center gap-x-3 text-12 text-muted">
        {standing && (
          <Badge bare tone={standing.tone}>
            {standing.words}
          </Badge>
        )}
        <span title={names.join(", ")}>{`${STATISTIC[statistic]} of ${names.join(", ")}`}</span>
      </p>
      <TimeSeries
        series={series}
        value={WRITTEN[unit]}
        targets={targets}
        {...(alarm && { band: bandOf(panel, alarm.value) })}
        legend={series.length > 1 ? "row" : "none"}
      />
    </div>
  );
}

const bandOf = ({ worse }: MetricPanel, value: number) =>
  worse === "higher"
    ? ({ from: value, tone: "warning" } as const)
    : ({ from: 0, to: value, tone: "warning" } as const);

/** Limits as the charts draw targets: the line that wants to be kept. */
function targetsOf({ limits, worse, title }: MetricPanel): Target[] {
  const side = worse === "higher" ? "below" : "above";
  return limits.map(({ value, bound }) => ({
    label: `${title} ${side} ${bound}`,
    unit: "share",
    better: worse === "higher" ? "lower" : "higher",
    aim: value,
    limit: value,
    words: `${side} ${bound}`,
  }));
}
