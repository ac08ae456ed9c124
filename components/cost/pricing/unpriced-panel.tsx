"use client";
/** The worklist: models that were called and have no price, each with the act that gives it one. */
import { useMemo } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { UnpricedRow } from "@/lib/pricing/schema";
import type { ModelName } from "./start";

type UnpricedPanelProps = {
  reading: Reading<readonly UnpricedRow[]>;
  onPrice: (name: ModelName, from: string) => void;
  onOpen: (name: ModelName) => void;
};

const COLUMNS: readonly Column<UnpricedRow>[] = [
  {
    key: "model",
    label: "Model",
    value: ({ provider, model }) => `${provider} ${model}`,
    cell: ({ provider, model, isPricedNow }) => (
      <span className="block min-w-36">
        <span className="block truncate">{model}</span>
        <span className="block text-12 text-muted">
          {isPricedNow ? `${provider} · new calls have a price, these do not` : provider}
        </span>
      </span>
    ),
  },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "number" },
  { key: "tokens", label: "Tokens", value: ({ tokens }) => tokens, format: count, kind: "number" },
  {
    key: "first",
    label: "First seen",
    value: ({ firstAt }) => firstAt,
    cell: ({ firstAt }) => <Instant at={firstAt} style="exact" />,
  },
  {
    key: "last",
    label: "Last seen",
    value: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Instant at={lastAt} />,
  },
];

export function UnpricedPanel({ reading, onPrice, onOpen }: UnpricedPanelProps) {
  const columns = useMemo(
    () => COLUMNS.toSpliced(1, 0, actsColumn(onPrice, onOpen)),
    [onPrice, onOpen],
  );
  return (
    <Panel
      title="Without a price"
      question="Which calls are missing from the money, and what would price them? An unpriced call is not a free one."
      reading={reading}
      figure={(rows) =>
        rows.length === 0
          ? "None"
          : `${count(rows.reduce((sum, { calls }) => sum + calls, 0))} calls`
      }
      isEmpty={(rows) => rows.length === 0}
      empty={{
        title: "Every call has a price",
        hint: "A model that neither the catalogue nor this project prices would be listed here, never counted as $0.",
      }}
      sheet={(rows) => sheetOf(COLUMNS, rows)}
      height="fit"
      isFlush
    >
      {(rows) => (
        <Table
          id="unpriced"
          label="Models without a price"
          columns={columns}
          rows={rows}
          rowKey={({ provider, model }) => `${provider} ${model}`}
          order="-calls"
        />
      )}
    </Panel>
  );
}

const actsColumn = (
  onPrice: UnpricedPanelProps["onPrice"],
  onOpen: UnpricedPanelProps["onOpen"],
): Column<UnpricedRow> => ({
  key: "act",
  label: "Act",
  value: () => null,
  cell: ({ provider, model, firstAt }) => (
    <span className="flex gap-2">
      <Can permission="prices:write">
        {(gate) => (
          <Button
            size="s"
            aria-label={`Price ${model}`}
            onClick={() => onPrice({ provider, model }, firstAt)}
            {...gate}
          >
            Price it
          </Button>
        )}
      </Can>
      <Button
        size="s"
        tone="quiet"
        aria-label={`Calls of ${model}`}
        onClick={() => onOpen({ provider, model })}
      >
        Calls
      </Button>
    </span>
  ),
});
