"use client";
/** Which models an agent calls, how often they fail, and what they cost. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { AgentView, ModelRow } from "@/lib/agents/schema";
import { count, duration, quantity, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";

const tokens = (
  key: string,
  label: string,
  value: (row: ModelRow) => number,
): Column<ModelRow> => ({
  key,
  label,
  value,
  format: count,
  kind: "number",
});

const COLUMNS: readonly Column<ModelRow>[] = [
  {
    key: "model",
    label: "Model",
    value: ({ model }) => model,
    cell: ({ model }) => <span className="font-mono text-12">{model}</span>,
  },
  { key: "provider", label: "Provider", value: ({ provider }) => provider },
  { key: "calls", label: "Calls", value: ({ calls }) => calls, format: count, kind: "bar" },
  {
    key: "failed",
    label: "Failed",
    value: ({ callErrorRate }) => callErrorRate,
    format: share,
    kind: "number",
  },
  {
    key: "p50",
    label: "Call p50",
    hint: "Of this model's calls by all agents",
    value: ({ p50 }) => p50,
    format: duration,
    kind: "number",
  },
  {
    key: "p95",
    label: "Call p95",
    hint: "Of this model's calls by all agents",
    value: ({ p95 }) => p95,
    format: duration,
    kind: "number",
  },
  tokens("input", "Input", (row) => row.inputTokens),
  tokens("cache-read", "Cache read", (row) => row.cacheReadTokens),
  tokens("cache-write", "Cache write", (row) => row.cacheWriteTokens),
  tokens("output", "Output", (row) => row.outputTokens),
  {
    key: "cost",
    label: "Cost",
    value: ({ cost }) => cost,
    cell: ({ cost, unpriced }) => (cost === null ? <Unpriced calls={unpriced} /> : dollars(cost)),
    kind: "number",
  },
  {
    key: "unpriced",
    label: "Unpriced",
    hint: "Calls without a price; they are missing from the cost",
    value: ({ unpriced }) => unpriced,
    format: count,
    kind: "number",
  },
];

const Unpriced = ({ calls }: { calls: number }) => (
  <span className="text-warning-text" title={`None of ${calls} calls has a price`}>
    unpriced
  </span>
);

export function ModelsPanel({ reading }: { reading: Reading<AgentView> }) {
  return (
    <Panel
      title="Models"
      question="Which models does it call, how often do they fail, what do they cost?"
      reading={reading}
      figure={({ models }) => quantity(models.length, "model")}
      isEmpty={({ models }) => models.length === 0}
      empty={{
        title: "No LLM call in this time range",
        hint: "Send `llm_call` events with this agent's name to see tokens and cost by model.",
      }}
      sheet={({ models }) => sheetOf(COLUMNS, models)}
      height="fit"
      isFlush
    >
      {({ models }) => (
        <Table
          id="models"
          label="Models"
          columns={COLUMNS}
          rows={models}
          rowKey={({ provider, model }) => `${provider}/${model}`}
          order="-calls"
        />
      )}
    </Panel>
  );
}
