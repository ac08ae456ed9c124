/** Failures by fingerprint: how many, whom they hit, and a few occurrences to look at. */
import { clip } from "@/lib/telemetry/clip";
import { titleOf } from "@/lib/telemetry/fingerprint";
import type { Row } from "@/lib/telemetry/row";
import { EVENT_KINDS } from "@/lib/telemetry/schema";
import { type Key, UNIT } from "./key";

/** Enough to count whom an incident hits, bounded against one batch that names everybody. */
const MAX_USERS = 1_000;
const MAX_SAMPLES = 3;
const MAX_MESSAGE = 2_000;

type Sample = Readonly<Record<string, unknown>> & { readonly at: string };
export type ErrorPartial = {
  readonly key: Key;
  readonly fingerprint: string;
  readonly errorType: string;
  readonly title: string;
  n: number;
  firstAt: number;
  lastAt: number;
  readonly users: Set<string>;
  /** Newest first. */
  samples: Sample[];
};

export function foldError(
  into: Map<string, ErrorPartial>,
  row: Row,
  key: Key,
  named: string,
): void {
  const fingerprint = key.cap("error", named);
  const id = `${key.projectId}${UNIT}${key.environment}${UNIT}${fingerprint}`;
  let partial = into.get(id);
  if (!partial) {
    partial = start(row, key, fingerprint, named);
    into.set(id, partial);
  }
  partial.n++;
  if (row.ts < partial.firstAt) partial.firstAt = row.ts;
  if (row.user !== null && partial.users.size < MAX_USERS) partial.users.add(row.user);
  if (partial.samples.length < MAX_SAMPLES || row.ts > partial.lastAt) {
    partial.samples = [sampleOf(row), ...partial.samples]
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice(0, MAX_SAMPLES);
  }
  if (row.ts > partial.lastAt) partial.lastAt = row.ts;
}

function start(row: Row, key: Key, fingerprint: string, named: string): ErrorPartial {
  const failure = row.failure ?? { type: "unknown" };
  const isOwn = fingerprint === named;
  return {
    key,
    fingerprint,
    errorType: isOwn ? failure.type : fingerprint,
    title: isOwn ? titleOf(failure) : "Too many different errors to tell apart",
    n: 0,
    firstAt: row.ts,
    lastAt: row.ts,
    users: new Set(),
    samples: [],
  };
}

const sampleOf = (row: Row): Sample => ({
  id: row.id,
  at: new Date(row.ts).toISOString(),
  kind: EVENT_KINDS[row.kind - 1] ?? "",
  message: row.message === null ? null : clip(row.message, MAX_MESSAGE),
  traceId: row.traceId,
  user: row.user,
  session: row.session,
  environment: row.environment,
  provider: row.provider,
  model: row.model,
  version: row.version,
  statusCode: row.statusCode,
  attributes: row.attributes,
});
