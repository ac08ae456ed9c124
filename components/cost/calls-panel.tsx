"use client";
/** The calls behind the mark that was picked, or behind all of it. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, duration, quantity } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { spendCallsQuery } from "@/lib/spend/client";
import { DIM_WORDS, labelOf } from "@/lib/spend/dimension";
import type { CallRow, CallsView, SpendRow } from "@/lib/spend/schema";
import { ArithmeticPanel } from "./arithmetic-panel";
import type { useMark } from "./use-mark";

const columnsFor = (onOpen: (call: CallRow) => void): readonly Column<CallRow>[] => [
  {
    key: "at",
    label: "When",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} style="exact" />,
  },
  {
    key: "cost",
    label: "Cost",
    hint: "Opens to its arithmetic. The exact amount shows on hover",
    value: ({ cost }) => cost,
    cell: (call) => <Cost call={call} onOpen={onOpen} />,
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

type CostProps = { call: CallRow; onOpen: (call: CallRow) => void };

function Cost({ call, onOpen }: CostProps) {
  const { cost, costUsd } = call;
  const words = cost === null ? "unpriced" : dollars(cost);
  return (
    <button
      type="button"
      aria-label={`${words}: how it comes to it`}
      title={costUsd === null ? "unpriced" : `$${costUsd}`}
      onClick={() => onOpen(call)}
      className="rounded-control text-primary underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {words}
    </button>
  );
}

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
  const [opened, setOpened] = useState<CallRow | null>(null);
  const columns = useMemo(() => columnsFor(setOpened), []);
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
      sheet={({ calls }) => sheetOf(columns, calls)}
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
            columns={columns}
            rows={view.calls}
            rowKey={({ id }) => id}
            none="No call of it is kept. Single calls are kept for a while only."
          />
          {opened && (
            <Dialog open onOpenChange={() => setOpened(null)} title="One call" size="l">
              <ArithmeticPanel project={ask.project} id={opened.id} at={opened.at} />
            </Dialog>
          )}
        </>
      )}
    </Panel>
  );
}

const figureOf = ({ calls, hasMore }: CallsView): string =>
  hasMore ? `the first ${calls.length}` : quantity(calls.length, "call");

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
