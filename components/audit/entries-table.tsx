"use client";
/** Entries of the audit log as rows, each with a way to all that is known of it. */
import { useMemo } from "react";
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { AuditView } from "@/lib/audit/schema";
import { actorWords, actTitle, kindWords, objectName, pageOfObject } from "@/lib/audit/words";

type EntriesTableProps = {
  entries: readonly AuditView[];
  /** Whether they come from more than one project. */
  isInstance: boolean;
  onOpen: (entry: AuditView) => void;
};

export function EntriesTable({ entries, isInstance, onOpen }: EntriesTableProps) {
  const columns = useMemo(
    () => [actColumn(onOpen), ...COLUMNS, ...(isInstance ? [PROJECT] : []), ...LAST],
    [isInstance, onOpen],
  );
  return (
    <Table
      id="audit"
      label="Audit log"
      columns={columns}
      rows={entries}
      rowKey={({ id }) => id}
      none="No entry fits these filters"
    />
  );
}

const actColumn = (onOpen: (entry: AuditView) => void): Column<AuditView> => ({
  key: "act",
  label: "Act",
  value: ({ action }) => actTitle(action),
  cell: (entry) => <Act entry={entry} onOpen={() => onOpen(entry)} />,
});

/** On a phone the other columns are a swipe away: what matters stands under the act. */
function Act({ entry, onOpen }: { entry: AuditView; onOpen: () => void }) {
  return (
    <span className="block min-w-48 max-md:max-w-72">
      <button
        type="button"
        onClick={onOpen}
        title={`Details of entry ${entry.seq}`}
        className="max-w-full truncate rounded-control text-left font-medium text-primary underline-offset-2 hover:underline max-md:min-h-8"
      >
        {actTitle(entry.action)}
      </button>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted md:hidden">
        <span className="max-w-40 truncate">{entry.actorName}</span>
        <Instant at={entry.at} />
      </span>
      <span className="block truncate text-12 text-muted md:hidden">
        {kindWords(entry.objectKind)} {shownName(entry)}
      </span>
    </span>
  );
}

const COLUMNS: readonly Column<AuditView>[] = [
  {
    key: "at",
    label: "Time",
    value: ({ at }) => at,
    cell: ({ at }) => <Instant at={at} />,
    isSaidInFirst: true,
  },
  {
    key: "who",
    label: "Who",
    value: ({ actorName }) => actorName,
    isSaidInFirst: true,
    cell: ({ actorName, actorKind }) => (
      <span className="inline-flex max-w-56 items-center gap-1.5">
        <span className="truncate" title={actorName}>
          {actorName}
        </span>
        {actorKind !== "person" && <Tag>{actorWords(actorKind)}</Tag>}
      </span>
    ),
  },
  { key: "from", label: "From", value: ({ address }) => address ?? "—" },
  {
    key: "object",
    label: "Object",
    value: (entry) => `${kindWords(entry.objectKind)} ${shownName(entry)}`,
    isSaidInFirst: true,
    cell: (entry) => <ObjectCell entry={entry} />,
  },
];
const PROJECT: Column<AuditView> = {
  key: "project",
  label: "Project",
  value: ({ project }) => project ?? "—",
};
const LAST: readonly Column<AuditView>[] = [
  {
    key: "reason",
    label: "Reason",
    value: ({ reason }) => reason ?? "—",
    cell: ({ reason }) => <span className="block min-w-56 whitespace-normal">{reason ?? "—"}</span>,
  },
  { key: "seq", label: "Number", value: ({ seq }) => seq, kind: "number", isHidden: true },
];

/** People who act on themselves by their name, and what has nothing but an id by its beginning. */
function shownName(entry: AuditView): string {
  const name = objectName(entry);
  if (name !== entry.objectId) return name;
  if (name === entry.actorId) return entry.actorName;
  return UUID.test(name) ? `${name.slice(0, 8)}…` : name;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function ObjectCell({ entry }: { entry: AuditView }) {
  const page = pageOfObject(entry);
  const name = (
    <span className="inline-block max-w-56 truncate align-bottom" title={objectName(entry)}>
      {shownName(entry)}
    </span>
  );
  return (
    <span>
      <span className="text-muted">{kindWords(entry.objectKind)}</span>{" "}
      {page === null ? name : <KeptLink href={page}>{name}</KeptLink>}
    </span>
  );
}
