/** Writes down how an attempt went, and what follows from it: another try, an end, or another channel. */
import { afterAttempt, type Next } from "@/lib/notify/backoff";
import type { Told } from "@/lib/notify/message";
import type { Attempt } from "@/lib/notify/notifier";
import type { Pool } from "@/lib/platform/pool";
import { withConnection } from "@/lib/platform/pool";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { type Claim, newId, post } from "./outbox";

export type Finished = {
  readonly claim: Claim;
  readonly holder: string;
  readonly attempt: Attempt;
  readonly durationMs: number;
  /** For tests; the database's clock otherwise. */
  readonly now?: Date | undefined;
  readonly random: () => number;
};

/** False when somebody else has taken it over meanwhile: then it is theirs to write. */
export function finish(pool: Pool, done: Finished): Promise<boolean> {
  return withConnection(pool, async (client) => {
    await client.query("BEGIN");
    const isOurs = await write(client, done);
    await client.query(isOurs ? "COMMIT" : "ROLLBACK");
    return isOurs;
  });
}

async function write(on: Connection, done: Finished): Promise<boolean> {
  const { claim, holder, attempt } = done;
  const [held] = await rowsOf<{ now: Date }>(
    on,
    `SELECT coalesce($4::timestamptz, now()) AS now FROM notification
     WHERE id = $1::uuid AND lease_by = $2 AND attempts = $3::int AND state = 'waiting' FOR UPDATE`,
    [claim.id, holder, claim.attempts, done.now ?? null],
  );
  if (!held) return false;
  const { now } = held;
  const next = afterAttempt(
    { kind: claim.channel.kind, attempts: claim.attempts, firstAt: claim.firstAt, attempt },
    now,
    done.random,
  );
  const nextAt = next.state === "retry" ? next.at : null;
  await rowsOf(
    on,
    `UPDATE notification SET lease_by = NULL, lease_until = NULL, state = $2,
       due_at = coalesce($3::timestamptz, due_at), ended_at = $4::timestamptz WHERE id = $1::uuid`,
    [claim.id, next.state === "retry" ? "waiting" : next.state, nextAt, nextAt ? null : now],
  );
  await rowsOf(
    on,
    `INSERT INTO notification_attempt (notification_id, n, at, duration_ms, outcome, status, answer, next_at)
     VALUES ($1::uuid, $2::int, $3::timestamptz, $4::float8, $5, $6::int, $7, $8::timestamptz)`,
    [
      ...[claim.id, claim.attempts, now, done.durationMs],
      ...[attempt.outcome, attempt.status, attempt.answer, nextAt],
    ],
  );
  await noteHealth(on, done, next, now);
  if (next.state !== "delivered" && next.isFallbackDue) await postFallback(on, claim, attempt, now);
  return true;
}

/** `410 Gone` is a peer's word that it never wants to be asked again. */
const GONE = 410;

async function noteHealth(
  on: Connection,
  { claim, attempt }: Finished,
  next: Next,
  now: Date,
): Promise<void> {
  const { channel, mark } = claim;
  // A drill goes nowhere, so it says nothing about the way.
  if (mark === "drill") return;
  if (next.state === "delivered") {
    await rowsOf(
      on,
      `UPDATE notification_channel SET last_delivered_at = $2::timestamptz, broken_since = NULL,
         broken_reason = NULL WHERE id = $1::uuid`,
      [channel.id, now],
    );
    return;
  }
  if (!next.isFallbackDue) return;
  const isGone = channel.kind === "webhook" && attempt.status === GONE;
  await rowsOf(
    on,
    `UPDATE notification_channel SET broken_since = coalesce(broken_since, $2::timestamptz),
       broken_reason = $3, is_enabled = is_enabled AND NOT $4::boolean WHERE id = $1::uuid`,
    [channel.id, now, reasonOf(attempt), isGone],
  );
}

const reasonOf = ({ status, answer }: Attempt): string =>
  [status, answer].filter((part) => part !== null && part !== "").join(" ") || "no answer";

/** Once for each notification; a fallback of a fallback is told too, but nobody twice. */
async function postFallback(
  on: Connection,
  claim: Claim,
  attempt: Attempt,
  now: Date,
): Promise<void> {
  const { channel } = claim;
  // A test asks about one channel: another's answer would hide it.
  if (!channel.fallbackId || claim.why === "test") return;
  const [free] = await rowsOf<{ id: string }>(
    on,
    `SELECT c.id::text FROM notification_channel AS c
     WHERE c.id = $1::uuid AND c.project_id = $2::int AND c.is_enabled AND c.removed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM notification AS n
         WHERE n.fallback_of_id = $3::uuid AND n.channel_id = c.id)
       AND NOT EXISTS (
         WITH RECURSIVE chain AS (
           SELECT channel_id, fallback_of_id FROM notification WHERE id = $3::uuid
           UNION ALL
           SELECT o.channel_id, o.fallback_of_id FROM notification AS o JOIN chain ON o.id = chain.fallback_of_id
         ) SELECT 1 FROM chain WHERE channel_id = c.id)`,
    [channel.fallbackId, claim.projectId, claim.id],
  );
  if (!free) return;
  const id = newId(now);
  const notice: Told = {
    ...(claim.notice as Told),
    id,
    why: `${channel.name} could not be reached: ${reasonOf(attempt)}`,
  };
  const { projectId, kind, alertIds, personId, mark } = claim;
  const same = { projectId, kind, alertIds, personId, mark };
  const draft = {
    ...same,
    id,
    channelId: free.id,
    why: "fallback",
    notice,
    fallbackOfId: claim.id,
  };
  await post(on, draft, now);
}
