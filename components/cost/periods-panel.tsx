"use client";
/** How the periods of the chosen budget ended: what happened to the reset. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { BudgetView, PeriodRow } from "@/lib/spend/budgets/schema";

const COLUMNS: readonly Column<PeriodRow>[] = [
  {
    key: "period",
    label: "Began on",
    hint: "A date of the project's own calendar",
    value: ({ key }) => key,
    cell: ({ key, isPresent }) => (isPresent ? `${key} (now)` : key),
  },
  {
    key: "spent",
    label: "Spent",
    value: ({ spent }) => spent,
    cell: ({ spent, spentUsd }) => <span title={`$${spentUsd}`}>{dollars(spent)}</span>,
    kind: "bar",
  },
  {
    key: "used",
    label: "Of the budget",
    hint: "Of the amount as it is now",
    value: ({ used }) => used,
    format: share,
    kind: "number",
  },
  {
    key: "crossed",
    label: "Crossed on",
    value: ({ crossedOn }) => crossedOn,
    cell: ({ crossedOn }) =>
      crossedOn === null ? (
        "—"
      ) : (
        <Badge bare tone="critical">
          {crossedOn}
        </Badge>
      ),
  },
];

export function PeriodsPanel({ reading }: { reading: Reading<BudgetView | null> }) {
  return (
    <Panel
      title="Periods"
      question="What did each period come to before it was reset?"
      reading={reading}
      isEmpty={(budget) => (budget?.periods.length ?? 0) === 0}
      empty={{ title: "No budget to look at" }}
      sheet={(budget) => sheetOf(COLUMNS, budget?.periods ?? [])}
      height={280}
      isFlush
    >
      {(budget) => (
        <Table
          id="periods"
          label="Periods"
          columns={COLUMNS}
          rows={budget?.periods ?? []}
          rowKey={({ key }) => key}
          order="-period"
        />
      )}
    </Panel>
  );
}
