"use client";
/** The events received last, as they come in. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { Arrival, ArrivalsView } from "@/lib/connect/schema";
import { count } from "@/lib/core/format";

const COLUMNS: readonly Column<Arrival>[] = [
  {
    key: "received",
    label: "Received",
    value: ({ receivedAt }) => receivedAt,
    cell: ({ receivedAt }) => <Instant at={receivedAt} />,
  },
  { key: "kind", label: "Kind", value: ({ kind }) => kind },
  { key: "agent", label: "Agent", value: ({ agent }) => agent ?? "—" },
  { key: "environment", label: "Environment", value: ({ environment }) => environment },
  { key: "status", label: "Status", value: ({ status }) => status ?? "—" },
];

export function ArrivalsPanel({ reading }: { reading: Reading<ArrivalsView> }) {
  return (
    <Panel
      title="Received lately"
      question="What has just come in?"
      reading={reading}
      figure={({ n }) => `${count(n)} in all`}
      isEmpty={({ latest }) => latest.length === 0}
      empty={{
        title: "Nothing today or yesterday",
        hint: "Events show up here a second after they are sent.",
      }}
      sheet={({ latest }) => sheetOf(COLUMNS, latest)}
      height={520}
      isFlush
    >
      {({ latest }) => (
        <Table
          id="arrivals"
          label="Events received lately"
          columns={COLUMNS}
          rows={latest}
          rowKey={({ id }) => id}
        />
      )}
    </Panel>
  );
}
