"use client";
/** Every member of the split as a row, with the way to its calls. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { capital, count, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { DIM_WORDS, isOfCalls, type SpendDim } from "@/lib/spend/dimension";
import type { SpendRow, SpendView } from "@/lib/spend/schema";
import { signed } from "./movers-panel";

type RowsPanelProps = {
  reading: Reading<SpendView>;
  by: SpendDim;
  onPick: (name: string) => void;
};

const requestColumns = (aim: number): readonly Column<SpendRow>[] => [
  {
    key: "requests",
    label: "Requests",
    value: (row) => row.requests,
    format: count,
    kind: "number",
  },
  {
    key: "each",
    label: "Per request",
    hint: `Held against the target of ${dollars(aim)}`,
    value: ({ costPerRequest }) => costPerRequest,
    cell: ({ costPerRequest }) => <Each value={costPerRequest} aim={aim} />,
    kind: "number",
  },
];

const CALL_COLUMNS: readonly Column<SpendRow>[] = [
  { key: "calls", label: "Calls", value: (row) => row.calls, format: count, kind: "number" },
  {
    key: "unpriced",
    label: "Unpriced",
    value: (row) => row.unpricedCalls,
    format: count,
    kind: "number",
  },
];

const MONEY_COLUMNS: readonly Column<SpendRow>[] = [
  {
    key: "cost",
    label: "Cost",
    hint: "A dash: none of its calls has a price",
    value: ({ cost }) => cost,
    format: dollars,
    kind: "bar",
  },
  {
    key: "usd",
    label: "Exactly",
    hint: "Dollars, to the last digit",
    value: ({ costUsd }) => costUsd,
    kind: "number",
    isHidden: true,
  },
  { key: "share", label: "Share", value: (row) => row.share, format: share, kind: "number" },
  { key: "change", label: "Change", value: ({ change }) => change, format: signed, kind: "number" },
];

/** Calls alone name a provider and a model; users are kept without the number of their calls. */
const columnsFor = (
  by: SpendDim,
  onPick: (name: string) => void,
  aim: number,
): readonly Column<SpendRow>[] => [
  {
    key: "name",
    label: capital(DIM_WORDS[by]),
    value: ({ label }) => label,
    cell: ({ name, label }) => (
      <button
        type="button"
        onClick={() => onPick(name)}
        className="max-w-full truncate rounded-control text-left text-primary underline-offset-2 hover:underline"
      >
        {label}
      </button>
    ),
  },
  ...MONEY_COLUMNS,
  ...(isOfCalls(by) ? [] : requestColumns(aim)),
  ...(by === "user" ? [] : CALL_COLUMNS),
];

function Each({ value, aim }: { value: number | null; aim: number }) {
  if (value === null) return <>—</>;
  const isAbove = value > aim;
  return (
    <span
      className={isAbove ? "text-warning-text" : undefined}
      title={isAbove ? `Above the target of ${dollars(aim)}` : undefined}
    >
      {isAbove ? `↑ ${dollars(value)}` : dollars(value)}
    </span>
  );
}

export function RowsPanel({ reading, by, onPick }: RowsPanelProps) {
  return (
    <Panel
      title={`By ${DIM_WORDS[by]}`}
      question="What did each cost, in all and for a request? A name leads to its calls."
      reading={reading}
      isEmpty={({ rows }) => rows.length === 0}
      empty={{ title: "Nothing in this time range" }}
      sheet={({ rows, target }) => sheetOf(columnsFor(by, onPick, target.aim), rows)}
      height="fit"
      isFlush
    >
      {({ rows, target }) => (
        <Table
          id="rows"
          label={`By ${DIM_WORDS[by]}`}
          columns={columnsFor(by, onPick, target.aim)}
          rows={rows}
          rowKey={({ name }) => name}
          order="-cost"
        />
      )}
    </Panel>
  );
}
