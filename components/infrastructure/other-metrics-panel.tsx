"use client";
/** Every metric that has no panel of its own, with its shape and last value. */
import { Sparkline } from "@/components/charts/sparkline";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { InfrastructureView, MetricRow } from "@/lib/infrastructure/schema";
import { WRITTEN } from "./written";

const value = (key: "last" | "mean" | "min" | "max", label: string): Column<MetricRow> => ({
  key,
  label,
  value: (row) => row[key],
  cell: (row) => WRITTEN[row.unit](row[key]),
  kind: "number",
});

const COLUMNS: readonly Column<MetricRow>[] = [
  {
    key: "name",
    label: "Metric",
    value: ({ name, labels }) => (labels === "" ? name : `${name} ${labels}`),
    cell: ({ name, labels }) => (
      <span className="block min-w-40">
        <span className="block truncate font-mono text-12 text-primary">{name}</span>
        {labels !== "" && <span className="block truncate text-12 text-muted">{labels}</span>}
      </span>
    ),
  },
  {
    key: "trend",
    label: "Trend",
    value: () => null,
    cell: ({ spark, name }) => (
      <div className="h-6 w-32">
        <Sparkline values={spark} label={`${name} over time`} />
      </div>
    ),
  },
  value("last", "Last"),
  value("mean", "Mean"),
  value("min", "Min"),
  value("max", "Max"),
  {
    key: "n",
    label: "Reports",
    value: ({ n }) => n,
    format: count,
    kind: "number",
    isHidden: true,
  },
  {
    key: "at",
    label: "Last report",
    value: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Instant at={lastAt} />,
  },
];

const SHEET = COLUMNS.filter(({ key }) => key !== "trend");
const SNIPPET = `{"kind":"metric","id":"…","ts":"…","name":"queue.depth","value":12,"labels":{"queue":"mail"}}`;

export function OtherMetricsPanel({ reading }: { reading: Reading<InfrastructureView> }) {
  return (
    <Panel
      title="Other metrics"
      question="What else is reported?"
      reading={reading}
      figure={({ others, moreOthers }) => count(others.length + moreOthers)}
      isEmpty={({ others }) => others.length === 0}
      empty={{
        title: "No other metrics in this time range",
        hint: "Any metric event is kept: names we do not know are listed here.",
        snippet: { code: SNIPPET, label: "metric event" },
      }}
      sheet={({ others }) => sheetOf(SHEET, others)}
      height="fit"
      isFlush
    >
      {({ others, moreOthers }) => (
        <>
          <Table
            id="metrics"
            label="Other metrics"
            columns={COLUMNS}
            rows={others}
            rowKey={({ key }) => key}
            order="name"
          />
          {moreOthers > 0 && (
            <p className="px-4 py-2 text-12 text-muted">{`${count(moreOthers)} more are kept and not shown`}</p>
          )}
        </>
      )}
    </Panel>
  );
}
