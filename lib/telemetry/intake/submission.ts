/** What one request asks to have stored, and what it is told afterwards. */
import type { Refused } from "@/lib/telemetry/judge";
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER, type Receipt } from "@/lib/telemetry/schema";

export type Submission = {
  readonly projectId: number;
  readonly keyId: string | null;
  readonly receivedAt: Date;
  readonly rows: readonly Row[];
  readonly refused: readonly Refused[];
  /** The sender's idempotency key and the hash of the body it came with. */
  readonly once: { readonly key: string; readonly bodyHash: Buffer } | null;
  /** What it occupies while it waits. */
  readonly bytes: number;
};

/** An event is the same one if its project and id are; its day and trace only place it. */
export const identityOf = (row: Row): string => `${row.projectId}/${row.id}`;

/** The rows of each submission that no earlier one of the group, nor the same one, holds already. */
export function distinctRows(group: readonly Submission[]): Map<Submission, readonly Row[]> {
  const seen = new Set<string>();
  const isNew = (row: Row): boolean => {
    const { size } = seen;
    return seen.add(identityOf(row)).size > size;
  };
  return new Map(group.map((submission) => [submission, submission.rows.filter(isNew)]));
}

export const receiptOf = (submission: Submission, stored: readonly Row[]): Receipt => ({
  accepted: stored.length,
  duplicates: submission.rows.length - stored.length,
  rejected: submission.refused.map(({ rejection }) => rejection),
  unpriced: stored.filter(
    ({ kind, costPicos }) => kind === KIND_NUMBER.llm_call && costPicos === null,
  ).length,
});
