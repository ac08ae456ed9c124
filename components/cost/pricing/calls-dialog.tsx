"use client";
/** The newest calls of a model; each opens to its arithmetic. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ArithmeticPanel } from "@/components/cost/arithmetic-panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { Ask } from "@/lib/core/ask";
import { count } from "@/lib/core/format";
import { dollarsOf, picosOf } from "@/lib/core/money";
import { callsQuery } from "@/lib/pricing/client";
import type { CallView } from "@/lib/pricing/schema";
import { money, moneyExact } from "@/lib/pricing/words";
import type { ModelName } from "./start";

type CallsDialogProps = { ask: Ask; name: ModelName; onClose: () => void };

const COLUMNS: readonly Column<CallView>[] = [
  {
    key: "at",
    label: "When",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} style="exact" />,
  },
  { key: "agent", label: "Agent", value: ({ agent }) => agent || "—" },
  {
    key: "input",
    label: "Input",
    value: ({ inputTokens }) => inputTokens,
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
    key: "cost",
    label: "Cost",
    value: ({ cost }) => (cost === null ? null : dollarsOf(picosOf(cost))),
    cell: ({ cost }) =>
      cost === null ? (
        <span className="text-muted">unpriced</span>
      ) : (
        <span title={moneyExact(cost)}>{money(cost)}</span>
      ),
    kind: "number",
  },
];

export function CallsDialog({ ask, name, onClose }: CallsDialogProps) {
  const [opened, setOpened] = useState<CallView | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={`Calls of ${name.model}`}
      description={`The newest calls at ${name.provider} in the time range of the page.`}
    >
      {opened ? (
        <>
          <div>
            <Button size="s" onClick={() => setOpened(null)}>
              Back to the calls
            </Button>
          </div>
          <ArithmeticPanel project={ask.project} id={opened.id} at={opened.at} />
        </>
      ) : (
        <Calls ask={ask} name={name} onOpen={setOpened} />
      )}
    </Dialog>
  );
}

type CallsProps = Omit<CallsDialogProps, "onClose"> & { onOpen: (call: CallView) => void };

function Calls({ ask, name, onOpen }: CallsProps) {
  const reading = useQuery(callsQuery(ask, name.provider, name.model));
  const columns = useMemo(() => COLUMNS.toSpliced(1, 0, openColumn(onOpen)), [onOpen]);
  return (
    <Panel
      title="Newest calls"
      question="Which calls are behind the figure?"
      reading={reading}
      figure={({ calls, isMore }) => `${calls.length}${isMore ? "+" : ""}`}
      isEmpty={({ calls }) => calls.length === 0}
      empty={{
        title: "No stored call in this time range",
        hint: "Single calls are kept as long as the project keeps raw events; the sums stay.",
      }}
      sheet={({ calls }) => sheetOf(COLUMNS, calls)}
      height={360}
      isFlush
    >
      {({ calls }) => (
        <Table
          id="calls"
          label="Newest calls"
          columns={columns}
          rows={calls}
          rowKey={({ id }) => id}
        />
      )}
    </Panel>
  );
}

const openColumn = (onOpen: CallsProps["onOpen"]): Column<CallView> => ({
  key: "open",
  label: "Open",
  value: () => null,
  cell: (call) => (
    <Button size="s" aria-label={`Arithmetic of call ${call.id}`} onClick={() => onOpen(call)}>
      Arithmetic
    </Button>
  ),
});
