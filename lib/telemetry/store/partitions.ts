/** Day partitions of the raw events: made beside the table and then attached, so that nobody waits for them. */
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DAY } from "@/lib/core/time";
import { type Pool, withConnection } from "@/lib/platform/pool";

export type Partition = { readonly name: string; readonly day: Date };

const LOCK_TIMEOUT = "2s";
const TRIES = 8;
/** Locks of this product's own: only one process makes or drops partitions at a time. */
const PARTITION_LOCK = 72_707_371;

const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY) * DAY);
const nameOf = (day: Date): string => `event_${day.toISOString().slice(0, 10).replaceAll("-", "")}`;

export async function listPartitions(pool: Pick<Pool, "query">): Promise<Partition[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'event'::regclass AND NOT i.inhdetachpending ORDER BY 1`,
  );
  return rows.map(({ name }) => {
    const [, y, m, d] = /^event_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
    return { name, day: new Date(`${y}-${m}-${d}T00:00:00Z`) };
  });
}

/** Makes whatever days are missing. Safe to call from any number of processes at once. */
export async function ensurePartitions(pool: Pool, instants: Iterable<Date>): Promise<string[]> {
  const wanted = new Map([...instants].map((at) => [nameOf(dayOf(at)), dayOf(at)]));
  for (const { name } of await listPartitions(pool)) wanted.delete(name);
  const made: string[] = [];
  for (const [name, day] of wanted) {
    if (await patiently(() => makePartition(pool, name, day))) made.push(name);
  }
  return made;
}

async function makePartition(pool: Pool, name: string, day: Date): Promise<boolean> {
  const from = day.toISOString();
  const to = new Date(day.getTime() + DAY).toISOString();
  return locked(pool, async (run) => {
    const { rowCount } = await run(
      `SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass('${name}')`,
    );
    if (rowCount) return false;
    await run(`CREATE TABLE IF NOT EXISTS ${name} (LIKE event INCLUDING ALL)
      WITH (autovacuum_vacuum_insert_scale_factor = 0.1)`);
    await run(`CREATE UNIQUE INDEX IF NOT EXISTS ${name}_id
      ON ${name} (project_id, shard_key, event_id)`);
    await run(
      `ALTER TABLE event ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`,
    );
    return true;
  });
}

type Run = (text: string) => Promise<{ rowCount: number | null }>;

function locked<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  return withConnection(pool, async (client) => {
    await client.query("BEGIN");
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query(`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`);
    const result = await work((text) => client.query(text));
    await client.query("COMMIT");
    return result;
  });
}

/**
 * Takes a day away without holding up readers of other days: detached in the background first,
 * dropped when nobody can see it any more. An interrupted detach is finished before anything else.
 */
export async function dropPartition(pool: Pool, name: string): Promise<void> {
  if (!/^event_\d{8}$/.test(name)) throw new RangeError(`${name} is no partition of ours`);
  await finishDetaching(pool);
  await patiently(() => alone(pool, `ALTER TABLE event DETACH PARTITION ${name} CONCURRENTLY`));
  await patiently(() => alone(pool, `DROP TABLE IF EXISTS ${name}`));
}

/** A detach that was cut short blocks every other change until it is finalised. */
export async function finishDetaching(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'event'::regclass AND i.inhdetachpending`,
  );
  for (const { name } of rows) {
    await patiently(() => alone(pool, `ALTER TABLE event DETACH PARTITION ${name} FINALIZE`));
    await patiently(() => alone(pool, `DROP TABLE IF EXISTS ${name}`));
  }
}

/** Concurrent detaching refuses to run inside a transaction, so its settings belong to the session. */
async function alone(pool: Pool, text: string): Promise<void> {
  await withConnection(pool, async (client) => {
    await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'; SET statement_timeout = 0`);
    await client.query(text);
    // The next user of the connection expects the pool's own settings.
    await client.query("RESET lock_timeout; RESET statement_timeout");
  });
}

const BUSY = new Set(["55P03", "40P01", "42P07", "55006"]);

/** Tries again, a little later each time, while somebody else holds the lock. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || !BUSY.has(code) || tried >= TRIES) throw error;
      // Random, so that two processes that collide do not collide again.
      await sleep(50 * tried + randomInt(50));
    }
  }
}
