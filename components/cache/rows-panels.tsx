"use client";
/** Hit rates by layer and by agent, with what the hits spared. */
import type { EmptyProps } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { CacheAgentRow, CacheRow } from "@/lib/cache/schema";
import { count, duration, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";

const shared: readonly Column<CacheRow>[] = [
  { key: "lookups", label: "Lookups", value: ({ lookups }) => lookups, format: count, kind: "bar" },
  {
    key: "rate",
    label: "Hit rate",
    value: ({ hitRate }) => hitRate,
    format: share,
    kind: "number",
  },
  {
    key: "hit-ms",
    label: "Hit takes",
    hint: "Mean answer time of hits",
    value: ({ hitMs }) => hitMs,
    format: duration,
    kind: "number",
  },
  {
    key: "miss-ms",
    label: "Miss takes",
    hint: "Mean answer time of misses",
    value: ({ missMs }) => missMs,
    format: duration,
    kind: "number",
  },
];
const BYPASSED: Column<CacheRow> = {
  key: "bypassed",
  label: "Bypassed",
  hint: "Requests that did not ask the cache; they are no lookups",
  value: ({ bypassed }) => bypassed,
  format: count,
  kind: "number",
};

const LAYER_COLUMNS: readonly Column<CacheRow>[] = [
  { key: "name", label: "Layer", value: ({ name }) => name || "(no layer)" },
  ...shared,
];

const AGENT_COLUMNS: readonly Column<CacheAgentRow>[] = [
  { key: "name", label: "Agent", value: ({ name }) => name || "(no agent)" },
  ...shared,
  BYPASSED,
  {
    key: "saved",
    label: "Latency saved",
    hint: "Hits × (mean of misses − mean of hits)",
    value: ({ savedMs }) => savedMs,
    format: duration,
    kind: "number",
  },
  {
    key: "per-hit",
    label: "Avoided per hit",
    value: ({ avoidedPerHit }) => avoidedPerHit,
    format: dollars,
    kind: "number",
  },
  {
    key: "avoided",
    label: "Cost avoided",
    value: ({ avoided }) => avoided,
    hint: "A dash: what its hits replaced has no price",
    cell: ({ avoided, avoidedExact }) => (
      <span title={avoidedExact ?? undefined}>{orDash(avoided, dollars)}</span>
    ),
    kind: "number",
  },
];

type RowsPanelProps<Row> = { reading: Reading<readonly Row[]>; empty: EmptyProps };

export function LayersPanel({ reading, empty }: RowsPanelProps<CacheRow>) {
  return (
    <Panel
      title="Layers"
      question="How does each layer do?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={empty}
      sheet={(rows) => sheetOf(LAYER_COLUMNS, rows)}
      isFlush
    >
      {(rows) => (
        <Table
          id="layers"
          label="Layers"
          columns={LAYER_COLUMNS}
          rows={rows}
          rowKey={({ name }) => name}
          order="-lookups"
        />
      )}
    </Panel>
  );
}

export function CacheAgentsPanel({ reading, empty }: RowsPanelProps<CacheAgentRow>) {
  return (
    <Panel
      title="Cache by agent"
      question="Whose questions does the cache answer, and what does that avoid?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={empty}
      sheet={(rows) => sheetOf(AGENT_COLUMNS, rows)}
      height="fit"
      isFlush
    >
      {(rows) => (
        <Table
          id="agents"
          label="Cache by agent"
          columns={AGENT_COLUMNS}
          rows={rows}
          rowKey={({ name }) => name}
          href={({ name }) => `/agents/${encodeURIComponent(name)}`}
          order="-lookups"
        />
      )}
    </Panel>
  );
}
