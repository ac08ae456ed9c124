/** One piece of a back-fill in one transaction: costs of stored calls, what their rollups differ by, and where it stopped. */
import type { PoolClient } from "pg";
import { DAY, MINUTE } from "@/lib/core/time";
import { priceBook } from "@/lib/cost/price-book";
import { openCatalogue } from "@/lib/cost/rate-card";
import type { PriceFor } from "@/lib/cost/resolve";
import { readOverrides } from "@/lib/cost/store/overrides";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { repriced } from "@/lib/pricing/reprice";
import { foldCorrection } from "@/lib/telemetry/fold/correction";
import { emptyPartials } from "@/lib/telemetry/fold/fold";
import { copyPartials } from "@/lib/telemetry/intake/copy";
import { listPartitions } from "@/lib/telemetry/store/partitions";
import { select } from "@/lib/telemetry/store/sql";
import { CALL_COLUMNS, type CallRow, callOf } from "./calls";
import { knownNames } from "./known-names";

/** Events of any kind; a piece is done in a fraction of a second. */
const PIECE_ROWS = 5_000;
/** Of this product's own: one project's calls are priced anew by one process at a time. */
const PROJECT_LOCK = 72_707_372;
/** After it no process prices by what was true before, and nothing that one did is still on its way. */
const SETTLED_MS = MINUTE;

type Job = {
  readonly id: string;
  readonly project_id: number;
  readonly override_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly pass: number;
  readonly day: Date | null;
  readonly shard_key: number | null;
  readonly event_id: string | null;
  readonly created_at: Date;
};

/** False when there is nothing to do, or another process does it. `pieceRows` is for tests. */
export async function backFillPiece(
  pool: Pool,
  now: Date,
  pieceRows = PIECE_ROWS,
): Promise<boolean> {
  return withConnection(pool, async (client) => {
    await client.query(
      "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '20s'; SET LOCAL statement_timeout = '60s'",
    );
    const job = await takeJob(client, now);
    if (job) await step(client, job, now, pieceRows);
    const { command } = await client.query("COMMIT");
    if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
    return job !== null;
  });
}

/** Oldest first. A first pass that is over waits until the second may begin. */
async function takeJob(client: PoolClient, now: Date): Promise<Job | null> {
  const { rows } = await client.query<Job>(
    `SELECT id::text, project_id, override_id::text, starts_at, ends_at, pass, day, shard_key,
       event_id::text, created_at
     FROM price_backfill
     WHERE finished_at IS NULL AND (pass = 1 OR created_at < $1)
     ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [new Date(now.getTime() - SETTLED_MS)],
  );
  const [job] = rows;
  if (!job) return null;
  const { rows: locked } = await client.query<{ ok: boolean }>(
    "SELECT pg_try_advisory_xact_lock($1, $2) AS ok",
    [PROJECT_LOCK, job.project_id],
  );
  return locked[0]?.ok ? job : null;
}

type Piece = { readonly rows: readonly CallRow[]; readonly last: Place | null };
type Place = { readonly shard_key: number; readonly id: string };

async function step(client: PoolClient, job: Job, now: Date, pieceRows: number): Promise<void> {
  const day = job.day ?? (await dayBefore(client, job, null));
  if (day === null) return endPass(client, job, now);
  const piece = await readPiece(client, job, day, pieceRows);
  const done = await correct(client, job, day, piece.rows);
  if (piece.last) return note(client, job, now, { ...done, day, ...piece.last });
  const next = await dayBefore(client, job, day);
  if (next === null) return endPass(client, job, now);
  return note(client, job, now, { ...NOTHING, day: next, shard_key: null, id: null });
}

/** The newest day that has events of the stretch and is older than the one given. */
async function dayBefore(client: PoolClient, job: Job, day: Date | null): Promise<Date | null> {
  const isWithin = (start: number) =>
    start + DAY > job.starts_at.getTime() &&
    (job.ends_at === null || start < job.ends_at.getTime()) &&
    (day === null || start < day.getTime());
  const days = (await listPartitions(client)).map((one) => one.day.getTime()).filter(isWithin);
  return days.length === 0 ? null : new Date(Math.max(...days));
}

/** In the order of the day's own index. Of other kinds only the place is read. */
async function readPiece(client: PoolClient, job: Job, day: Date, most: number): Promise<Piece> {
  const found = await select<CallRow & { readonly kind: number; readonly received_at: Date }>(
    client,
    `SELECT ${CALL_COLUMNS}, kind, received_at FROM event
     WHERE project_id = $1 AND ts >= $2 AND ts < $3
       AND ($4::int4 IS NULL OR (shard_key, event_id) > ($4::int4, $5::uuid))
     ORDER BY shard_key, event_id LIMIT $6`,
    [job.project_id, day, new Date(day.getTime() + DAY), job.shard_key, job.event_id, most],
  );
  const last = found.at(-1) ?? null;
  const since = job.created_at.getTime() - SETTLED_MS;
  const isLate = (at: Date) => at.getTime() >= since && at.getTime() <= since + 3 * SETTLED_MS;
  const rows = found.filter(
    ({ kind, received_at: at }) => kind === 2 && (job.pass === 1 || isLate(at)),
  );
  return { rows, last };
}

type Change = {
  readonly row: CallRow;
  readonly is: bigint | null;
  readonly version: string | null;
};
type Done = { readonly looked: number; readonly changed: number } & {
  readonly beforePicos: bigint;
  readonly afterPicos: bigint;
};
const NOTHING: Done = { looked: 0, changed: 0, beforePicos: 0n, afterPicos: 0n };

async function correct(
  client: PoolClient,
  job: Job,
  day: Date,
  rows: readonly CallRow[],
): Promise<Done> {
  const priceFor = await pricesNow(client, job.project_id);
  const changes = rows.flatMap((row): Change[] => {
    const found = repriced(callOf(row), job.override_id, priceFor);
    if (!found) return [];
    const isSame = found.picos === row.cost_picos && found.version === row.price_version;
    return isSame ? [] : [{ row, is: found.picos, version: found.version }];
  });
  if (changes.length === 0) return { ...NOTHING, looked: rows.length };
  const written = await rewrite(client, job.project_id, day, changes);
  await correctRollups(client, job.project_id, day, written);
  const moved = written.filter(({ row, is }) => is !== row.cost_picos);
  const sum = (of: (change: Change) => bigint | null) =>
    moved.reduce((total, change) => total + (of(change) ?? 0n), 0n);
  return {
    looked: rows.length,
    changed: moved.length,
    beforePicos: sum(({ row }) => row.cost_picos),
    afterPicos: sum(({ is }) => is),
  };
}

/** Read afresh with every piece: an override that is ended meanwhile is ended here too. */
async function pricesNow(client: PoolClient, projectId: number): Promise<PriceFor> {
  const { rateCardFor } = await openCatalogue();
  return priceBook(rateCardFor, await readOverrides(client, projectId));
}

/** Those whose row was there and as it was read: only they are corrected in the rollups. */
async function rewrite(
  client: PoolClient,
  projectId: number,
  day: Date,
  changes: readonly Change[],
): Promise<Change[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE event AS e SET cost_picos = c.cost, price_version = c.version
     FROM unnest($4::int4[], $5::uuid[], $6::int8[], $7::int8[], $8::text[])
       AS c(shard_key, event_id, was, cost, version)
     WHERE e.project_id = $1 AND e.ts >= $2 AND e.ts < $3 AND e.shard_key = c.shard_key
       AND e.event_id = c.event_id AND e.cost_picos IS NOT DISTINCT FROM c.was
     RETURNING e.event_id::text AS id`,
    [
      projectId,
      day,
      new Date(day.getTime() + DAY),
      changes.map(({ row }) => row.shard_key),
      changes.map(({ row }) => row.id),
      changes.map(({ row }) => row.cost_picos),
      changes.map(({ is }) => is),
      changes.map(({ version }) => version),
    ],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return changes.filter(({ row }) => ids.has(row.id));
}

async function correctRollups(
  client: PoolClient,
  projectId: number,
  day: Date,
  changes: readonly Change[],
): Promise<void> {
  const users = changes.flatMap(({ row }) => row.user_id ?? []);
  const cap = await knownNames(client, projectId, day, users);
  const partials = emptyPartials();
  for (const { row, is } of changes) {
    const { tokens, ...call } = callOf(row);
    const place = {
      projectId,
      ts: call.ts,
      environment: row.environment,
      agent: row.agent,
      agentType: row.agent_type,
      provider: row.provider,
      model: row.model,
      version: row.version,
      variant: row.variant,
    };
    const who = { user: row.user_id, isError: row.is_error };
    foldCorrection(partials, { ...place, ...who, tokens, was: row.cost_picos, is }, cap);
  }
  await copyPartials(client, partials);
}

type Stop = Done & {
  readonly day: Date;
  readonly shard_key: number | null;
  readonly id: string | null;
};

async function note(client: PoolClient, job: Job, now: Date, stop: Stop): Promise<void> {
  await client.query(
    `UPDATE price_backfill SET day = $2, shard_key = $3, event_id = $4, looked = looked + $5,
       changed = changed + $6, before_picos = before_picos + $7, after_picos = after_picos + $8,
       updated_at = $9 WHERE id = $1`,
    [
      job.id,
      ...[stop.day, stop.shard_key, stop.id, stop.looked],
      ...[stop.changed, stop.beforePicos, stop.afterPicos, now],
    ],
  );
}

async function endPass(client: PoolClient, job: Job, now: Date): Promise<void> {
  await client.query(
    `UPDATE price_backfill SET pass = 2, day = NULL, shard_key = NULL, event_id = NULL,
       updated_at = $2, finished_at = CASE WHEN pass = 2 THEN $2::timestamptz END WHERE id = $1`,
    [job.id, now],
  );
}
