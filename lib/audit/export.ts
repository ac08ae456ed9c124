/** Entries as lines of a file. */
import { csvPart } from "@/lib/core/csv";
import type { AuditView, ExportFormat } from "./schema";

const COLUMNS: readonly [string, (entry: AuditView) => string | number | null][] = [
  ["number", ({ seq }) => seq],
  ["at", ({ at }) => at],
  ["project", ({ project }) => project],
  ["actor kind", ({ actorKind }) => actorKind],
  ["actor id", ({ actorId }) => actorId],
  ["actor name", ({ actorName }) => actorName],
  ["address", ({ address }) => address],
  ["session", ({ sessionId }) => sessionId],
  ["request", ({ requestId }) => requestId],
  ["action", ({ action }) => action],
  ["object kind", ({ objectKind }) => objectKind],
  ["object id", ({ objectId }) => objectId],
  ["before", ({ before }) => jsonOf(before)],
  ["after", ({ after }) => jsonOf(after)],
  ["reason", ({ reason }) => reason],
  ["previous hash", ({ prevHash }) => prevHash],
  ["hash", ({ hash }) => hash],
];

const jsonOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

type Format = {
  readonly contentType: string;
  /** What stands above the entries. */
  readonly head: string;
  readonly part: (entries: readonly AuditView[]) => string;
};

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    head: csvPart([COLUMNS.map(([name]) => name)]),
    part: (entries) => csvPart(entries.map((entry) => COLUMNS.map(([, of]) => of(entry)))),
  },
  jsonl: {
    contentType: "application/jsonl; charset=utf-8",
    head: "",
    part: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""),
  },
};

/** Says whose log it is and until when it goes. */
export const filenameOf = (of: string, at: Date, format: ExportFormat): string =>
  `audit-${of}-${at.toISOString().slice(0, 10)}.${format}`;
