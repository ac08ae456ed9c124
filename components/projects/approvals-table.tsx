"use client";
/** Decided, expired and carried out acts as rows. */
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { ApprovalState } from "@/lib/projects/approval";
import type { ApprovalView } from "@/lib/projects/schema";

const STATES: Record<ApprovalState, readonly [tone: Tone, words: string]> = {
  waiting: ["info", "Waiting"],
  approved: ["ok", "Approved"],
  refused: ["warning", "Refused"],
  expired: ["unknown", "Expired"],
  used: ["ok", "Carried out"],
};

const COLUMNS: readonly Column<ApprovalView>[] = [
  {
    key: "act",
    label: "Act",
    value: ({ says }) => says,
    cell: ({ says }) => <span className="block min-w-56 whitespace-normal py-1">{says}</span>,
  },
  {
    key: "state",
    label: "State",
    value: ({ state }) => STATES[state][1],
    cell: ({ state }) => {
      const [tone, words] = STATES[state];
      return <Badge tone={tone}>{words}</Badge>;
    },
  },
  { key: "environment", label: "Environment", value: ({ environment }) => environment },
  { key: "asked", label: "Asked by", value: ({ requestedBy }) => requestedBy },
  { key: "decided", label: "Decided by", value: ({ decidedBy }) => decidedBy },
  {
    key: "reason",
    label: "Reason",
    value: ({ reason }) => reason,
    cell: ({ reason }) => (
      <span className="block min-w-48 whitespace-normal py-1">{reason ?? "—"}</span>
    ),
  },
  {
    key: "when",
    label: "Asked",
    value: ({ requestedAt }) => requestedAt,
    cell: ({ requestedAt }) => <Instant at={requestedAt} />,
  },
];

export function ApprovalsTable({ rows }: { rows: readonly ApprovalView[] }) {
  return (
    <Table
      id="approvals"
      label="Decided acts"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}
