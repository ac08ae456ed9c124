"use client";
/** The calls whose cost is not known: a gap in every sum, never a zero. */
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { SpendView } from "@/lib/spend/schema";

type Unpriced = SpendView["unpriced"][number];

const COLUMNS: readonly Column<Unpriced>[] = [
  { key: "model", label: "Model", value: ({ model }) => model || "no model" },
  { key: "provider", label: "Provider", value: ({ provider }) => provider || "no provider" },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "bar" },
  { key: "tokens", label: "Tokens", value: ({ tokens }) => tokens, format: count, kind: "number" },
];

export function UnpricedPanel({ reading }: { reading: Reading<SpendView> }) {
  return (
    <Panel
      title="Unpriced"
      question="Which calls are missing from these sums because their model has no price?"
      reading={reading}
      figure={({ unpricedNote }) => unpricedNote ?? "every call is priced"}
      isEmpty={({ unpriced }) => unpriced.length === 0}
      empty={{
        title: "Every call of this time range has a price",
        hint: "A model that the catalogue does not know is listed here, and priced under Pricing.",
      }}
      sheet={({ unpriced }) => sheetOf(COLUMNS, unpriced)}
      height={220}
      isFlush
    >
      {({ unpriced }) => (
        <>
          <Table
            id="unpriced"
            label="Unpriced"
            columns={COLUMNS}
            rows={unpriced}
            rowKey={({ provider, model }) => `${provider} ${model}`}
            order="-calls"
          />
          <p className="px-4 py-2 text-13 text-secondary">
            <KeptLink href="/cost/pricing">Price them and fill in what they cost</KeptLink>
          </p>
        </>
      )}
    </Panel>
  );
}
