"use client";
/** Journeys: how many began, and how many came to their end. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, share } from "@/lib/core/format";
import type { JourneyRow } from "@/lib/users/schema";

const COLUMNS: readonly Column<JourneyRow>[] = [
  { key: "journey", label: "Journey", value: ({ journey }) => journey },
  { key: "started", label: "Started", value: ({ started }) => started, format: count, kind: "bar" },
  {
    key: "completed",
    label: "Completed",
    value: ({ completed }) => completed,
    format: count,
    kind: "number",
    isHidden: true,
  },
  {
    key: "abandoned",
    label: "Left",
    value: ({ abandoned }) => abandoned,
    format: count,
    kind: "number",
    hint: "Abandoned",
  },
  {
    key: "under",
    label: "Open",
    value: ({ under }) => under,
    format: count,
    kind: "number",
    hint: "Begun in this time, neither completed nor abandoned so far",
    isHidden: true,
  },
  { key: "rate", label: "Rate", value: ({ rate }) => rate, format: share, kind: "number" },
];

export function JourneysPanel({ reading }: { reading: Reading<readonly JourneyRow[]> }) {
  return (
    <Panel
      title="Journeys"
      question="Which of them are left half-way?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={{ title: "No journeys in this time range" }}
      sheet={(rows) => sheetOf(COLUMNS, rows)}
      isFlush
    >
      {(rows) => (
        <Table
          id="journeys"
          label="Journeys"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ journey }) => journey}
          order="-started"
        />
      )}
    </Panel>
  );
}
