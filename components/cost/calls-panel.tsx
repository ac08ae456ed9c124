"use client";
/** The calls behind the mark that was picked, or behind all of it. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, duration } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { spendCallsQuery } from "@/lib/spend/client";
import { DIM_WORDS, labelOf } from "@/lib/spend/dimension";
import type { CallRow, CallsView, SpendRow } from "@/lib/spend/schema";
import type { useMark } from "./use-mark";

const COLUMNS: readonly Column<CallRow>[] = [
  {
    key: "at",
    label: "When",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} style="exact" />,
  },
  {
    key: "cost",
    label: "Cost",
    hint: "A dash: unpriced. The exact amount shows on hover",
    value: ({ cost }) => cost,
    cell: ({ cost, costUsd }) => (
      <span title={costUsd === null ? "unpriced" : `$${costUsd}`}>
        {cost === null ? "unpriced" : dollars(cost)}
      </span>
    ),
    kind: "number",
  },
  { key: "agent", label: "Agent", value: ({ agent }) => agent || "no agent" },
  { key: "model", label: "Model", value: ({ model }) => model || "no model" },
  { key: "provider", label: "Provider", value: ({ provider }) => provider },
  {
    key: "input",
    label: "Input",
    hint: "Uncached input tokens",
    value: ({ inputTokens }) => inputTokens,
    format: count,
    kind: "number",
  },
  {
    key: "cached",
    label: "Cached",
    hint: "Tokens read from the provider's cache",
    value: ({ cacheReadTokens }) => cacheReadTokens,
    format: count,
    kind: "number",
  },
  {
    key: "output",
    label: "Output",
    value: ({ outputTokens }) => outputTokens,
    format: count,
    kind: "number",
  },
  {
    key: "duration",
    label: "Took",
    value: ({ durationMs }) => durationMs,
    format: duration,
    kind: "number",
  },
  {
    key: "status",
    label: "Status",
    value: ({ status }) => status,
    cell: ({ status, isError }) => (
      <Badge bare tone={isError ? "critical" : "ok"}>
        {status || "ok"}
      </Badge>
    ),
  },
  { key: "user", label: "User", value: ({ user }) => user || null, isHidden: true },
  { key: "trace", label: "Trace", value: ({ traceId }) => traceId, isHidden: true },
  { key: "environment", label: "Environment", value: (row) => row.environment, isHidden: true },
];

type Mark = ReturnType<typeof useMark>;
type CallsPanelProps = { mark: Mark; rows: readonly SpendRow[] | undefined };

export function CallsPanel({ mark, rows }: CallsPanelProps) {
  const { ask } = useAsk();
  const { by, name, at } = mark;
  const [order, setOrder] = useState<"newest" | "dearest">("dearest");
  const question = useMemo(
    () => ({ ...ask, by, order, ...(name !== null && { name }), ...(at !== null && { at }) }),
    [ask, by, order, name, at],
  );
  const reading = useQuery(spendCallsQuery(question));
  const label = rows?.find((row) => row.name === name)?.label ?? labelOf(by, name ?? "");
  return (
    <Panel
      title="Calls"
      question={
        name === null
          ? "Which calls are behind it? Pick a bar or a name above to look at its own."
          : `Which calls are behind ${DIM_WORDS[by]} ${label}?`
      }
      reading={reading}
      figure={figureOf}
      isEmpty={({ calls }) => calls.length === 0 && name === null && at === null}
      empty={{ title: "No single call is kept of this time range" }}
      sheet={({ calls }) => sheetOf(COLUMNS, calls)}
      height={480}
      isFlush
      controls={
        <Segmented
          label="Order of calls"
          value={order}
          options={[
            { value: "dearest", label: "Dearest" },
            { value: "newest", label: "Newest" },
          ]}
          onChange={setOrder}
        />
      }
    >
      {(view) => (
        <>
          <Chosen mark={mark} label={label} view={view} />
          <Table
            id="calls"
            label="Calls"
            columns={COLUMNS}
            rows={view.calls}
            rowKey={({ id }) => id}
            none="No call of it is kept. Single calls are kept for a while only."
          />
        </>
      )}
    </Panel>
  );
}

const figureOf = ({ calls, hasMore }: CallsView): string =>
  hasMore
    ? `the first ${calls.length}`
    : `${calls.length} ${calls.length === 1 ? "call" : "calls"}`;

function Chosen({ mark, label, view }: { mark: Mark; label: string; view: CallsView }) {
  const { by, name, at, setName, setAt } = mark;
  if (name === null && at === null && view.limit === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-2 text-12 text-muted">
      {name !== null && (
        <Button size="s" icon={X} onClick={() => setName(null)}>
          {`${DIM_WORDS[by]}: ${label}`}
        </Button>
      )}
      {at !== null && (
        <Button size="s" icon={X} onClick={() => setAt(null)}>
          from <Instant at={at} style="exact" />
        </Button>
      )}
      {view.limit && <span>{view.limit}</span>}
    </div>
  );
}
