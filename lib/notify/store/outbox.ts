/** The outbox: what is to be told, claimed by one sender at a time, by the database's clock. */
import { randomBytes } from "node:crypto";
import { uuidV7 } from "@/lib/core/ids";
import type { Told } from "@/lib/notify/message";
import type { Notice } from "@/lib/notify/notice";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { CHANNEL_COLUMNS, type ChannelRow } from "./channels";

/** Renewed while somebody is at it, however slow the peer is. */
const LEASE_SECONDS = 30;
/** One slow peer must not take all the hands. */
const PER_CHANNEL = 4;

/** Why something is told that a person wants told, to the channels that they chose. */
export const ASKED = "asked";

export type Draft = {
  readonly id: string;
  readonly projectId: number;
  readonly channelId: string;
  readonly kind: Told["kind"];
  readonly why: string;
  readonly alertIds: readonly string[];
  readonly notice: Told;
  readonly personId: string | null;
  readonly mark: Notice["mark"];
  readonly fallbackOfId: string | null;
};

export const newId = (now: Date): string => uuidV7(now.getTime(), randomBytes(10));

/** Written in the transaction of what it tells of; `now` is that transaction's. */
export async function post(on: Connection, draft: Draft, now: Date): Promise<void> {
  const { id, projectId, channelId, kind, why, alertIds, notice, personId, mark } = draft;
  await rowsOf(
    on,
    `INSERT INTO notification (id, project_id, channel_id, kind, why, alert_ids, notice, dedup_key,
       person_id, mark, state, created_at, due_at, fallback_of_id)
     VALUES ($1::uuid, $2::int, $3::uuid, $4, $5, $6::uuid[], $7::jsonb, $8, $9::uuid, $10, 'waiting',
       $11::timestamptz, $11::timestamptz, $12::uuid)`,
    [
      ...[id, projectId, channelId, kind, why, [...alertIds], JSON.stringify(notice)],
      ...[notice.dedupKey, personId, mark, now, draft.fallbackOfId],
    ],
  );
  // What waits for another try goes first, and now that there is news it may try at once;
  // a peer that named an hour is left in peace until then.
  await rowsOf(
    on,
    `UPDATE notification AS n SET due_at = least(n.due_at, $3::timestamptz)
     WHERE n.channel_id = $1::uuid AND n.dedup_key = $2 AND n.state = 'waiting' AND n.due_at > $3::timestamptz
       AND NOT EXISTS (SELECT 1 FROM notification_attempt AS a
         WHERE a.notification_id = n.id AND a.n = n.attempts AND a.status = 429)`,
    [channelId, notice.dedupKey, now],
  );
}

export type Claim = {
  readonly id: string;
  readonly projectId: number;
  readonly kind: Told["kind"];
  readonly why: string;
  readonly alertIds: readonly string[];
  readonly notice: unknown;
  readonly dedupKey: string;
  readonly personId: string | null;
  readonly mark: Notice["mark"];
  /** The one about to be made included; with the holder it fences. */
  readonly attempts: number;
  readonly firstAt: Date;
  readonly now: Date;
  readonly channel: ChannelRow;
};

type ClaimRow = Omit<Claim, "channel"> & { readonly channelId: string };

type Wish = {
  readonly holder: string;
  readonly limit: number;
  /** Channels that are told enough at once already. */
  readonly busy: readonly string[];
  readonly leaseSeconds?: number | undefined;
  /** For tests; the database's clock otherwise. */
  readonly now?: Date | undefined;
};

/** Of several about one thing to one channel the oldest goes first: an end never overtakes its beginning. */
export async function claim(on: Connection, wish: Wish): Promise<Claim[]> {
  const { holder, limit, busy, leaseSeconds = LEASE_SECONDS, now } = wish;
  const rows = await rowsOf<ClaimRow>(
    on,
    `WITH clock AS (SELECT coalesce($4::timestamptz, now()) AS at),
     ready AS (
       SELECT n.id, row_number() OVER (PARTITION BY n.channel_id ORDER BY n.due_at, n.id) AS place
       FROM notification AS n, clock
       WHERE n.state = 'waiting' AND n.due_at <= clock.at
         AND (n.lease_until IS NULL OR n.lease_until < clock.at)
         AND n.channel_id <> ALL($3::uuid[])
         AND NOT EXISTS (SELECT 1 FROM notification AS e
           WHERE e.channel_id = n.channel_id AND e.dedup_key = n.dedup_key AND e.state = 'waiting'
             AND (e.created_at, e.id) < (n.created_at, n.id))
     ), taken AS (
       SELECT n.id FROM notification AS n, clock
       WHERE n.id IN (SELECT id FROM ready WHERE place <= ${PER_CHANNEL})
         AND n.state = 'waiting' AND (n.lease_until IS NULL OR n.lease_until < clock.at)
       ORDER BY n.due_at, n.id LIMIT $2::int FOR UPDATE OF n SKIP LOCKED
     )
     UPDATE notification AS n SET attempts = n.attempts + 1, lease_by = $1,
       lease_until = clock.at + $5::float8 * interval '1 second',
       first_at = coalesce(n.first_at, clock.at)
     FROM taken, clock WHERE n.id = taken.id
     RETURNING n.id::text, n.project_id AS "projectId", n.channel_id::text AS "channelId", n.kind, n.why,
       n.alert_ids::text[] AS "alertIds", n.notice, n.dedup_key AS "dedupKey", n.person_id::text AS "personId",
       n.mark, n.attempts, n.first_at AS "firstAt", clock.at AS now`,
    [holder, limit, [...busy], now ?? null, leaseSeconds],
  );
  if (rows.length === 0) return [];
  const channels = await rowsOf<ChannelRow>(
    on,
    `SELECT ${CHANNEL_COLUMNS} FROM notification_channel AS c WHERE c.id = ANY($1::uuid[])`,
    [[...new Set(rows.map(({ channelId }) => channelId))]],
  );
  return rows.flatMap(({ channelId, ...row }) => {
    const channel = channels.find(({ id }) => id === channelId);
    return channel ? [{ ...row, channel }] : [];
  });
}

/** What is still under way stays with whoever is at it. */
export const renew = (
  on: Connection,
  holder: string,
  ids: readonly string[],
  leaseSeconds = LEASE_SECONDS,
) =>
  rowsOf(
    on,
    `UPDATE notification SET lease_until = now() + $3::float8 * interval '1 second'
     WHERE lease_by = $1 AND id = ANY($2::uuid[]) AND state = 'waiting'
       AND lease_until < now() + $3::float8 / 2 * interval '1 second'`,
    [holder, [...ids], leaseSeconds],
  );

/** What was claimed and not begun is there for others at once. */
export const release = (on: Connection, holder: string, ids: readonly string[]) =>
  rowsOf(
    on,
    `UPDATE notification SET lease_by = NULL, lease_until = NULL, attempts = attempts - 1
     WHERE lease_by = $1 AND id = ANY($2::uuid[]) AND state = 'waiting'`,
    [holder, [...ids]],
  );
