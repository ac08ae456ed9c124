"use client";
/** Providers by how often their calls fail, with what they call the failure. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, share } from "@/lib/core/format";
import type { ProviderRow } from "@/lib/errors/schema";

const TYPES_SHOWN = 2;

const typeWords = ({ types }: ProviderRow): string =>
  types
    .slice(0, TYPES_SHOWN)
    .map(({ type, n }) => `${type} ${count(n)}`)
    .join(", ") + (types.length > TYPES_SHOWN ? `, ${types.length - TYPES_SHOWN} more` : "");

const COLUMNS: readonly Column<ProviderRow>[] = [
  {
    key: "provider",
    label: "Provider",
    value: ({ provider }) => provider,
    cell: (row) => (
      <span className="block min-w-32">
        <span className="block truncate">{row.provider}</span>
        <span className="block text-12 text-muted">{typeWords(row) || "no failures"}</span>
      </span>
    ),
  },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "number" },
  {
    key: "failures",
    label: "Failed",
    value: ({ failures }) => failures,
    format: count,
    kind: "number",
  },
  { key: "rate", label: "Rate", value: ({ rate }) => rate, format: share, kind: "number" },
];

export function ProvidersPanel({ reading }: { reading: Reading<readonly ProviderRow[]> }) {
  return (
    <Panel
      title="Providers"
      question="Who failed us, and with what?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={{ title: "No LLM calls in this time range" }}
      sheet={(rows) => sheetOf(COLUMNS, rows)}
      isFlush
    >
      {(rows) => (
        <Table
          id="providers"
          label="Providers"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ provider }) => provider}
          order="-failures"
        />
      )}
    </Panel>
  );
}
