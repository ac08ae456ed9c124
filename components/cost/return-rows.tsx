"use client";
/** Cost, value and return of each kind of outcome, or of each provider. */
import type { EmptyProps } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { RoiRow } from "@/lib/spend/roi/schema";
import { multiple } from "./return-tiles";

const COLUMNS: readonly Column<RoiRow>[] = [
  {
    key: "outcomes",
    label: "Outcomes",
    value: (row) => row.outcomes,
    format: count,
    kind: "number",
  },
  {
    key: "successes",
    label: "Succeeded",
    value: (row) => row.successes,
    format: count,
    kind: "number",
  },
  { key: "cost", label: "Cost", value: (row) => row.cost, format: dollars, kind: "number" },
  {
    key: "each",
    label: "Each",
    hint: "Cost of an outcome, whether or not it succeeded",
    value: (row) => row.costPerOutcome,
    format: dollars,
    kind: "number",
  },
  {
    key: "success",
    label: "Per success",
    hint: "Cost of those that failed included",
    value: (row) => row.costPerSuccess,
    format: dollars,
    kind: "number",
  },
  { key: "value", label: "Value", value: (row) => row.value, format: dollars, kind: "bar" },
  {
    key: "return",
    label: "Return",
    hint: "Value over cost",
    value: (row) => row.multiplier,
    format: multiple,
    kind: "number",
  },
];

type ReturnRowsProps = {
  /** Unique on the page. */
  id: string;
  title: string;
  question: string;
  /** What the rows are. */
  first: string;
  reading: Reading<readonly RoiRow[]>;
  empty: EmptyProps;
};

export function ReturnRows({ id, title, question, first, reading, empty }: ReturnRowsProps) {
  const columns: readonly Column<RoiRow>[] = [
    { key: "name", label: first, value: ({ label }) => label },
    ...COLUMNS,
  ];
  return (
    <Panel
      title={title}
      question={question}
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={empty}
      sheet={(rows) => sheetOf(columns, rows)}
      height="fit"
      isFlush
    >
      {(rows) => (
        <Table
          {...{ id, columns, rows, label: title }}
          rowKey={({ name }) => name}
          order="-value"
        />
      )}
    </Panel>
  );
}
