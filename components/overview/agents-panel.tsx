"use client";
/** Who moved it: every agent with its load, speed, failures and cost, and how they changed. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, duration, quantity, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { GroupRow } from "@/lib/overview/agents";
import type { OverviewView } from "@/lib/overview/schema";

const moved = (part: number): string =>
  `${part > 0 ? "+" : ""}${Math.abs(part) < 0.0005 ? "0 %" : share(part)}`;

const COLUMNS: readonly Column<GroupRow>[] = [
  { key: "name", label: "Agent", value: ({ name }) => name || "(no agent)" },
  {
    key: "requests",
    label: "Requests",
    value: ({ requests }) => requests,
    format: count,
    kind: "bar",
  },
  {
    key: "moved",
    label: "Change",
    hint: "Requests against the period before",
    value: (row) => row.moved.requests,
    format: moved,
    kind: "number",
  },
  { key: "p95", label: "p95", value: ({ p95 }) => p95, format: duration, kind: "number" },
  {
    key: "p95-moved",
    label: "Change",
    hint: "p95 against the period before",
    value: (row) => row.moved.p95,
    format: moved,
    kind: "number",
  },
  {
    key: "errors",
    label: "Errors",
    value: ({ errorRate }) => errorRate,
    format: share,
    kind: "number",
  },
  {
    key: "cost",
    label: "Cost",
    hint: "A dash: none of its calls has a price",
    value: ({ cost }) => cost,
    format: dollars,
    kind: "bar",
  },
  {
    key: "unpriced",
    label: "Unpriced",
    value: ({ unpriced }) => unpriced,
    format: count,
    kind: "number",
    isHidden: true,
  },
];

export function AgentsPanel({ reading }: { reading: Reading<OverviewView> }) {
  return (
    <Panel
      title="Agents"
      question="Who carries the load, and whose figures moved?"
      reading={reading}
      figure={({ agents }) => quantity(agents.length, "agent")}
      isEmpty={({ agents }) => agents.length === 0}
      empty={{ title: "No agent reported in this time range" }}
      sheet={({ agents }) => sheetOf(COLUMNS, agents)}
      height={360}
      isFlush
    >
      {({ agents }) => (
        <Table
          id="agents"
          label="Agents"
          columns={COLUMNS}
          rows={agents}
          rowKey={({ name }) => name}
          href={({ name }) => `/agents/${encodeURIComponent(name)}`}
          order="-requests"
        />
      )}
    </Panel>
  );
}
