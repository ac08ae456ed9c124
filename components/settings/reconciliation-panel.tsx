"use client";
/** Rollups against raw events, for each hour that has closed. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, exact } from "@/lib/core/format";
import type { ReconciledHour, ReconciliationView } from "@/lib/data/schema";

const number = (key: string, label: string, value: (hour: ReconciledHour) => number) =>
  ({ key, label, kind: "number", value, format: exact }) as const;

const dollars = (picos: string) => `$${exact(Number(picos) / 1e12)}`;

const COLUMNS: readonly Column<ReconciledHour>[] = [
  {
    key: "hour",
    label: "Hour",
    value: ({ hour }) => hour,
    cell: ({ hour }) => <Instant at={hour} style="exact" />,
  },
  {
    key: "verdict",
    label: "Verdict",
    value: ({ agrees }) => (agrees ? "agrees" : "differs"),
    cell: ({ agrees }) => (
      <Badge tone={agrees ? "ok" : "critical"} bare>
        {agrees ? "Agrees" : "Differs"}
      </Badge>
    ),
  },
  number("rawRequests", "Requests, raw", ({ rawRequests }) => rawRequests),
  number("rollupRequests", "Requests, rollup", ({ rollupRequests }) => rollupRequests),
  number("rawCalls", "Calls, raw", ({ rawCalls }) => rawCalls),
  number("rollupCalls", "Calls, rollup", ({ rollupCalls }) => rollupCalls),
  {
    key: "rawCost",
    label: "Cost, raw",
    kind: "number",
    value: ({ rawCostPicos }) => Number(rawCostPicos),
    cell: ({ rawCostPicos }) => dollars(rawCostPicos),
  },
  {
    key: "rollupCost",
    label: "Cost, rollup",
    kind: "number",
    value: ({ rollupCostPicos }) => Number(rollupCostPicos),
    cell: ({ rollupCostPicos }) => dollars(rollupCostPicos),
  },
];

export function ReconciliationPanel({ reading }: { reading: Reading<ReconciliationView> }) {
  return (
    <Panel
      title="Reconciliation"
      question="Do the figures on the dashboards equal the raw events? Each hour is checked once it has closed."
      reading={reading}
      figure={({ hours, differing }) =>
        differing === 0
          ? `${count(hours.length)} hours agree`
          : `${count(differing)} of ${count(hours.length)} hours differ`
      }
      isEmpty={({ hours }) => hours.length === 0}
      empty={{
        title: "No hour has been checked yet",
        hint: "The worker checks an hour some minutes after it has closed.",
      }}
      sheet={({ hours }) => sheetOf(COLUMNS, hours)}
      height={320}
      isFlush
    >
      {({ hours }) => (
        <Table
          id="sums"
          label="Reconciliation"
          columns={COLUMNS}
          rows={hours}
          rowKey={({ hour }) => hour}
        />
      )}
    </Panel>
  );
}
