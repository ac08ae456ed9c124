"use client";
/** The models seen, what each costs, and where that price is from. */
import { useMemo } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, quantity } from "@/lib/core/format";
import { dollarsOf, picosOf } from "@/lib/core/money";
import type { ModelRow, PricingView } from "@/lib/pricing/schema";
import { cardWords, classWords, money, moneyExact, percent, rateWords } from "@/lib/pricing/words";
import type { ModelName } from "./start";

type ModelsPanelProps = {
  reading: Reading<PricingView>;
  onOpen: (name: ModelName) => void;
};

const COLUMNS: readonly Column<ModelRow>[] = [
  {
    key: "model",
    label: "Model",
    value: ({ provider, model }) => `${provider} ${model}`,
    cell: ({ provider, model }) => (
      <span className="block min-w-32">
        <span className="block truncate">{model}</span>
        <span className="block text-12 text-muted">{provider}</span>
      </span>
    ),
  },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "number" },
  { key: "tokens", label: "Tokens", value: ({ tokens }) => tokens, format: count, kind: "number" },
  {
    key: "cost",
    label: "Cost",
    value: ({ cost }) => dollarsOf(picosOf(cost)),
    cell: (row) => <Cost row={row} />,
    kind: "number",
  },
  {
    key: "card",
    label: "Rate now, a million",
    value: ({ card }) => cardWords(card),
    cell: ({ card, discountBasisPoints }) => (
      <span className="whitespace-nowrap tabular-nums" title={cardTitle(card)}>
        {cardWords(card)}
        {discountBasisPoints > 0 && ` less ${percent(discountBasisPoints)}`}
      </span>
    ),
  },
  {
    key: "source",
    label: "Source",
    value: ({ source }) => source,
    cell: (row) => <Source row={row} />,
  },
];

function Cost({ row: { cost, calls, unpricedCalls } }: { row: ModelRow }) {
  if (unpricedCalls === calls) return <span className="text-muted">unpriced</span>;
  return (
    <span title={moneyExact(cost)}>
      {money(cost)}
      {unpricedCalls > 0 && (
        <span className="block text-12 text-muted">{`${count(unpricedCalls)} unpriced`}</span>
      )}
    </span>
  );
}

function Source({ row: { source, since, version } }: { row: ModelRow }) {
  if (source === "none")
    return (
      <Badge tone="warning" bare>
        No price
      </Badge>
    );
  if (source === "catalogue") return <span title={version ?? ""}>Catalogue</span>;
  return (
    <span className="whitespace-nowrap" title={version ?? ""}>
      Own price
      {since !== null && (
        <span className="block text-12 text-muted">
          since <Instant at={since} style="exact" />
        </span>
      )}
    </span>
  );
}

/** Every rate of the card, for whoever hovers. */
const cardTitle = (card: ModelRow["card"]): string =>
  card === null
    ? ""
    : card.rates
        .map(({ of, perMillion }) => `${classWords(of)} ${rateWords(perMillion)} a million`)
        .join("\n");

export function ModelsPanel({ reading, onOpen }: ModelsPanelProps) {
  const columns = useMemo(() => COLUMNS.toSpliced(1, 0, callsColumn(onOpen)), [onOpen]);
  return (
    <Panel
      title="Models"
      question={`Which models were called in this time range, at which prices? Catalogue: ${reading.data?.catalogue ?? "…"}.`}
      reading={reading}
      figure={({ models }) => quantity(models.length, "model")}
      isEmpty={({ models }) => models.length === 0}
      empty={{
        title: "No LLM calls in this time range",
        hint: "Send `llm_call` events with provider, model and tokens: they are priced on arrival.",
      }}
      sheet={({ models }) => sheetOf(COLUMNS, models)}
      height="fit"
      isFlush
    >
      {({ models }) => (
        <Table
          id="models"
          label="Models"
          columns={columns}
          rows={models}
          rowKey={({ provider, model }) => `${provider} ${model}`}
          order="-cost"
        />
      )}
    </Panel>
  );
}

const callsColumn = (onOpen: ModelsPanelProps["onOpen"]): Column<ModelRow> => ({
  key: "open",
  label: "Open",
  value: () => null,
  cell: ({ provider, model }) => (
    <Button size="s" aria-label={`Calls of ${model}`} onClick={() => onOpen({ provider, model })}>
      Calls
    </Button>
  ),
});
