"use client";
/** Whose spend moved most against the period before. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { capital, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { DIM_WORDS, type SpendDim } from "@/lib/spend/dimension";
import type { SpendRow } from "@/lib/spend/schema";

export const signed = (amount: number): string => `${amount > 0 ? "+" : ""}${dollars(amount)}`;
const signedShare = (part: number): string => `${part > 0 ? "+" : ""}${share(part)}`;

const columnsFor = (by: SpendDim): readonly Column<SpendRow>[] => [
  { key: "name", label: capital(DIM_WORDS[by]), value: ({ label }) => label },
  { key: "now", label: "Now", value: ({ cost }) => cost, format: dollars, kind: "number" },
  {
    key: "before",
    label: "Before",
    hint: "In as much of the period before as has passed of this one; a dash: nothing, or without a price",
    value: ({ before }) => before,
    format: dollars,
    kind: "number",
  },
  {
    key: "change",
    label: "Change",
    value: ({ change }) => change,
    format: signed,
    kind: "number",
  },
  {
    key: "part",
    label: "In part",
    value: ({ changeShare }) => changeShare,
    format: signedShare,
    kind: "number",
  },
];

type MoversPanelProps = { reading: Reading<readonly SpendRow[]>; by: SpendDim };

export function MoversPanel({ reading, by }: MoversPanelProps) {
  const columns = columnsFor(by);
  return (
    <Panel
      title="Top movers"
      question="Whose spend changed most against the period before?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={{ title: "Nothing moved in this time range" }}
      sheet={(rows) => sheetOf(columns, rows)}
      height={320}
      isFlush
    >
      {(rows) => (
        <Table
          id="movers"
          label="Top movers"
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
        />
      )}
    </Panel>
  );
}
