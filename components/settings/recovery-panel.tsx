"use client";
/** Whether backups can be restored: the last recovery drills, their times against the targets. */
import { Badge, Notice } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Snippet } from "@/components/ui/snippet";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { bytes, count, duration, orDash, spanWords } from "@/lib/core/format";
import type { RecoveryDrillView, RecoveryView } from "@/lib/data/recovery/schema";

const COMMAND = "npx wheelhouse recovery-drill";

const number = (
  key: "restoreMs" | "lostMs" | "rows" | "bytes",
  label: string,
  format: (n: number) => string,
): Column<RecoveryDrillView> => ({
  key,
  label,
  kind: "number",
  value: (drill) => drill[key],
  cell: (drill) => orDash(drill[key], format),
});

const COLUMNS: readonly Column<RecoveryDrillView>[] = [
  {
    key: "at",
    label: "When",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} style="exact" />,
  },
  {
    key: "verdict",
    label: "Found",
    value: ({ verdict }) => verdict.words,
    cell: ({ verdict }) => (
      <span className="block min-w-40 max-w-md whitespace-normal py-1">
        <Badge tone={verdict.isMet ? "ok" : "critical"} bare wraps>
          {verdict.words}
        </Badge>
      </span>
    ),
  },
  number("restoreMs", "Restored in", duration),
  number("lostMs", "Newest row", (ms) => `${duration(ms)} old`),
  number("rows", "Rows", count),
  number("bytes", "Backup", bytes),
  {
    key: "file",
    label: "Which",
    value: ({ file }) => file ?? "taken for it",
    cell: ({ file }) =>
      file === null ? "taken for it" : <span className="font-mono text-12">{file}</span>,
  },
  { key: "by", label: "By", value: ({ by }) => by },
];

const TONE = { ok: "ok", warning: "warning", critical: "critical" } as const;

export function RecoveryPanel({ reading }: { reading: Reading<RecoveryView> }) {
  return (
    <Panel
      title="Backup and recovery"
      question="Would a backup bring everything back, how fast, and how much would be missing? For the whole instance."
      reading={reading}
      figure={figureOf}
      sheet={({ drills }) => sheetOf(COLUMNS, drills)}
      height="fit"
      isFlush
    >
      {({ standing, drills, targets }) => (
        <div className="flex min-w-0 flex-col gap-3 pb-3">
          <div className="flex min-w-0 flex-col gap-3 px-4">
            <Notice tone={TONE[standing.state]}>{standing.words}</Notice>
            <p className="text-12 text-muted">
              A drill restores a backup into a database of its own beside this one, looks through
              it, times it and drops it. Targets: restored in less than{" "}
              {spanWords(targets.restoreMs)}, less than {spanWords(targets.lostMs)} missing.{" "}
              <KeptLink href="/docs/disaster-recovery">Disaster recovery</KeptLink> has the rest.
            </p>
            <Snippet code={`${COMMAND}\n${COMMAND} --from <the newest backup>`} label="commands" />
          </div>
          {drills.length > 0 && (
            <Table
              id="recovery"
              label="Recovery drills"
              columns={COLUMNS}
              rows={drills}
              rowKey={({ id }) => id}
              order="-at"
            />
          )}
        </div>
      )}
    </Panel>
  );
}

function figureOf({ drills: [last], standing }: RecoveryView): string {
  if (!last) return "Never tried";
  if (standing.state === "critical") return "Out of target";
  return last.restoreMs === null ? "Failed" : `Back in ${duration(last.restoreMs)}`;
}
