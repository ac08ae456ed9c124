"use client";
/** What clients say their calls cost, beside what they do. */
import { useQuery } from "@tanstack/react-query";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { Ask } from "@/lib/core/ask";
import { count } from "@/lib/core/format";
import { dollarsOf, picosOf } from "@/lib/core/money";
import { clientCostsQuery } from "@/lib/pricing/client";
import type { ClientRow } from "@/lib/pricing/schema";
import { money, moneyExact } from "@/lib/pricing/words";

type ClientsPanelProps = { ask: Ask };

const cell = (decimal: string) => <span title={moneyExact(decimal)}>{money(decimal)}</span>;
const number = (decimal: string): number => dollarsOf(picosOf(decimal));

const COLUMNS: readonly Column<ClientRow>[] = [
  {
    key: "model",
    label: "Model",
    value: ({ provider, model }) => `${provider} ${model}`,
    cell: ({ provider, model }) => (
      <span className="block min-w-28">
        <span className="block truncate">{model}</span>
        <span className="block text-12 text-muted">{provider}</span>
      </span>
    ),
  },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "number" },
  {
    key: "client",
    label: "They say",
    value: ({ clientCost }) => number(clientCost),
    cell: ({ clientCost }) => cell(clientCost),
    kind: "number",
  },
  {
    key: "ours",
    label: "We say",
    value: ({ ourCost }) => number(ourCost),
    cell: ({ ourCost }) => cell(ourCost),
    kind: "number",
  },
  {
    key: "difference",
    label: "Difference",
    value: ({ difference }) => number(difference),
    cell: ({ difference }) => cell(difference),
    kind: "number",
  },
];

export function ClientsPanel({ ask }: ClientsPanelProps) {
  const reading = useQuery(clientCostsQuery(ask));
  return (
    <Panel
      title="Clients' own figures"
      question="Where calls came with a cost, how far is it from ours? The newest day of the time range."
      reading={reading}
      isEmpty={({ rows }) => rows.length === 0}
      empty={{
        title: "No call came with a cost of the client's own",
        hint: "`costUsd` above 0 is kept beside our price, never instead of it.",
      }}
      sheet={({ rows }) => sheetOf(COLUMNS, rows)}
      height={280}
      isFlush
    >
      {({ rows }) => (
        <Table
          id="clients"
          label="Clients' own figures"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ provider, model }) => `${provider} ${model}`}
        />
      )}
    </Panel>
  );
}
