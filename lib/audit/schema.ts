/** What the audit log is asked and tells. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import type { Head } from "./chain";

const ACTOR_KINDS = ["person", "key", "system", "nobody"] as const;
const EXPORT_FORMATS = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const word = (longest: number) => z.string().trim().min(1).max(longest).optional();

const filterFields = {
  /** Part of a name, or a whole id. */
  actor: word(200),
  actorKind: z.enum(ACTOR_KINDS).optional(),
  action: word(64),
  /** Of which kind the object is, such as `key`. */
  kind: word(64),
  /** The object's id. */
  object: word(300),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  /** Part of the reason. */
  search: word(200),
};
const pageFields = {
  /** Only entries older than this number: the `next` of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};
const formatField = { format: z.enum(EXPORT_FORMATS).default("csv") };

export const auditAskSchema = z.strictObject({
  project: projectField,
  ...filterFields,
  ...pageFields,
});
export const instanceAuditAskSchema = z.strictObject({ ...filterFields, ...pageFields });
export const auditExportSchema = z.strictObject({
  project: projectField,
  ...filterFields,
  ...formatField,
});
export const instanceExportSchema = z.strictObject({ ...filterFields, ...formatField });

const filtersSchema = z.object(filterFields);
export type AuditFilters = z.output<typeof filtersSchema>;

/** The same as they stand in an address. */
export type AuditAsk = { readonly [Name in keyof AuditFilters]?: string };

export type AuditView = {
  readonly id: string;
  /** Its place in the log of the whole instance. */
  readonly seq: number;
  readonly at: string;
  /** Short name; null for what is about no project, or about one that was removed. */
  readonly project: string | null;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly address: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly prevHash: string;
  readonly hash: string;
};

export type AuditPage = {
  /** Newest first. */
  readonly entries: readonly AuditView[];
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
  /** The newest entry that may be seen here, whatever the filters. */
  readonly newest: Head | null;
};
