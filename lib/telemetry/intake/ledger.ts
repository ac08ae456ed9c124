/** The ledger of idempotency keys: the first use of a key claims it, any later one gets the first answer. */
import type { ClientBase } from "pg";
import { Fault } from "@/lib/core/fault";
import type { Receipt } from "@/lib/telemetry/schema";
import type { Submission } from "./submission";

type Claimed = {
  /** Submissions to carry out. */
  readonly fresh: readonly Submission[];
  /** Those that were carried out before, with what they were told, or with the reason to refuse them. */
  readonly known: ReadonlyMap<Submission, Receipt | Fault>;
};

const nameOf = (projectId: number, key: string): string => `${projectId}/${key}`;

/**
 * Waits for whoever holds the same key in another transaction. The answer written here supposes
 * that nothing is a duplicate; `correctAnswers` mends it when something is.
 */
export async function claimKeys(
  client: ClientBase,
  group: readonly Submission[],
  answerOf: (submission: Submission) => Receipt,
): Promise<Claimed> {
  // Everybody claims in one order, or two groups could wait for each other.
  const keyed = group
    .flatMap((submission) => (submission.once ? [{ submission, once: submission.once }] : []))
    .sort((a, b) => (a.once.key < b.once.key ? -1 : 1));
  if (keyed.length === 0) return { fresh: group, known: new Map() };
  const { rows } = await client.query<{ project_id: number; idempotency_key: string }>(
    `INSERT INTO ingest_ledger (project_id, idempotency_key, at, body_hash, answer)
     SELECT * FROM unnest($1::int4[], $2::text[], $3::timestamptz[], $4::bytea[], $5::jsonb[])
     ON CONFLICT DO NOTHING RETURNING project_id, idempotency_key`,
    [
      keyed.map(({ submission }) => submission.projectId),
      keyed.map(({ once }) => once.key),
      keyed.map(({ submission }) => submission.receivedAt),
      keyed.map(({ once }) => once.bodyHash),
      keyed.map(({ submission }) => JSON.stringify(answerOf(submission))),
    ],
  );
  const claimed = new Set(rows.map((row) => nameOf(row.project_id, row.idempotency_key)));
  const isClaimed = ({ projectId, once }: Submission): boolean =>
    once === null || claimed.has(nameOf(projectId, once.key));
  const fresh = group.filter(isClaimed);
  const known = await recall(
    client,
    group.filter((submission) => !isClaimed(submission)),
  );
  return { fresh, known };
}

async function recall(
  client: ClientBase,
  used: readonly Submission[],
): Promise<Map<Submission, Receipt | Fault>> {
  const known = new Map<Submission, Receipt | Fault>();
  for (const submission of used) {
    const { rows } = await client.query<{ body_hash: Buffer; answer: Receipt }>(
      `SELECT body_hash, answer FROM ingest_ledger WHERE project_id = $1 AND idempotency_key = $2`,
      [submission.projectId, submission.once?.key],
    );
    const [entry] = rows;
    const isSame = entry && submission.once?.bodyHash.equals(entry.body_hash);
    known.set(submission, isSame ? entry.answer : reused());
  }
  return known;
}

const reused = () =>
  new Fault("conflict", "This Idempotency-Key was used with another body", {
    field: "idempotency-key",
  });

export async function correctAnswers(
  client: ClientBase,
  answers: ReadonlyMap<Submission, Receipt>,
): Promise<void> {
  for (const [{ projectId, once }, answer] of answers) {
    if (!once) continue;
    await client.query(
      `UPDATE ingest_ledger SET answer = $3 WHERE project_id = $1 AND idempotency_key = $2`,
      [projectId, once.key, JSON.stringify(answer)],
    );
  }
}
