"use client";
/** Events that were refused: why, since when, and what to do with them. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import { quarantineQuery } from "@/lib/data/client";
import type { QuarantinedRow, QuarantineView } from "@/lib/data/schema";
import { QuarantineBulk } from "./quarantine-bulk";
import { QuarantinedDialog } from "./quarantined-dialog";

const ALL = "all";

const COLUMNS: readonly Column<QuarantinedRow>[] = [
  {
    key: "at",
    label: "Received",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} />,
  },
  { key: "code", label: "Reason", value: ({ code }) => code },
  { key: "field", label: "Field", value: ({ field }) => field ?? "—" },
  {
    key: "message",
    label: "What is wrong",
    value: ({ message }) => message,
    cell: ({ message }) => <span className="whitespace-normal">{message}</span>,
  },
  { key: "key", label: "Key", value: ({ keyName }) => keyName ?? "—" },
  { key: "event", label: "Event id", value: ({ eventId }) => eventId ?? "—" },
];

type QuarantinePanelProps = { project: string; live: boolean };

export function QuarantinePanel({ project, live }: QuarantinePanelProps) {
  const [code, setCode] = useState(ALL);
  const [open, setOpen] = useState<string | null>(null);
  const reading = useQuery(quarantineQuery(project, code === ALL ? null : code, live));
  const columns = useMemo(() => [...COLUMNS, openColumn(setOpen)], []);
  return (
    <Panel
      title="Quarantine"
      question="Which events were refused, and why? They are kept for 7 days, to be mended and replayed."
      reading={reading}
      figure={({ total }) => `${count(total)} refused`}
      isEmpty={({ total }) => total === 0}
      empty={{
        title: "Nothing was refused in the last 7 days",
        hint: "An event that does not fit is kept here with the reason; its neighbours are stored.",
      }}
      sheet={({ rows }) => sheetOf(COLUMNS, rows)}
      height="fit"
      isFlush
    >
      {(view) => (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3">
            <Segmented
              label="Reason"
              value={code}
              options={choicesOf(view)}
              onChange={(next) => setCode(next)}
            />
            <QuarantineBulk project={project} code={code === ALL ? null : code} view={view} />
          </div>
          <Table
            id="quarantine"
            label="Refused events"
            columns={columns}
            rows={view.rows}
            rowKey={({ id }) => id}
            none="None with this reason"
          />
          {view.rows.length < view.total && code === ALL && (
            <p className="px-4 py-2 text-12 text-muted">
              The newest {count(view.rows.length)} of {count(view.total)}.
            </p>
          )}
          {open !== null && (
            <QuarantinedDialog project={project} id={open} onClose={() => setOpen(null)} />
          )}
        </>
      )}
    </Panel>
  );
}

const choicesOf = ({ reasons, total }: QuarantineView) => [
  { value: ALL, label: `All (${count(total)})` },
  ...reasons.map(({ code, n }) => ({ value: code, label: `${code} (${count(n)})` })),
];

const openColumn = (onOpen: (id: string) => void): Column<QuarantinedRow> => ({
  key: "open",
  label: "Open",
  value: () => null,
  cell: ({ id, code, eventId }) => (
    <Button
      size="s"
      aria-label={`Open the event refused as ${code} ${eventId ?? ""}`}
      onClick={() => onOpen(id)}
    >
      Open
    </Button>
  ),
});
