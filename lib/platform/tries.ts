/** Tries at something guessable, counted in the database: every replica counts the same ones. */
import "server-only";
import { createHash } from "node:crypto";
import type { Pool } from "./pool";
import { type Rule, tooMany } from "./throttle";

export type Tries = {
  /**
   * Counts a try before it is judged, so that tries side by side are all counted. Outside of any
   * transaction: what is rolled back was tried all the same. Without a database nobody tries.
   */
  readonly take: (pool: Pool, key: string, now: Date) => Promise<void>;
  /** Forgets all tries of a name: the right answer was among them. */
  readonly forgive: (pool: Pool, key: string) => Promise<void>;
  /** Takes one try back, and leaves those before it counted. */
  readonly giveBack: (pool: Pool, key: string) => Promise<void>;
};

/** One statement, so that of many at once no more than the limit get through. */
const TAKE = `
  INSERT INTO attempt AS known (name, key, n, since_at) VALUES ($1, $2, 1, $3)
  ON CONFLICT (name, key) DO UPDATE SET
    n = CASE WHEN known.since_at <= $4 THEN 1 ELSE known.n + 1 END,
    since_at = CASE WHEN known.since_at <= $4 THEN excluded.since_at ELSE known.since_at END
  WHERE known.since_at <= $4 OR known.n < $5`;

export function tries(name: string, { limit, windowMs }: Rule): Tries {
  return {
    take: async (pool, key, now) => {
      const over = new Date(now.getTime() - windowMs);
      const values = [name, kept(key), now, over, limit];
      const { rowCount } = await pool.query(TAKE, values);
      if (rowCount === 0) throw tooMany(await waitMs(pool, name, key, windowMs, now));
    },
    forgive: async (pool, key) => {
      await pool.query("DELETE FROM attempt WHERE name = $1 AND key = $2", [name, kept(key)]);
    },
    giveBack: async (pool, key) => {
      const taken = "UPDATE attempt SET n = n - 1 WHERE name = $1 AND key = $2 AND n > 0";
      await pool.query(taken, [name, kept(key)]);
    },
  };
}

async function waitMs(pool: Pool, name: string, key: string, windowMs: number, now: Date) {
  const { rows } = await pool.query<{ sinceAt: Date }>(
    `SELECT since_at AS "sinceAt" FROM attempt WHERE name = $1 AND key = $2`,
    [name, kept(key)],
  );
  return (rows[0]?.sinceAt ?? now).getTime() + windowMs - now.getTime();
}

/** People type their password into the wrong field: what was tried is not kept as they typed it. */
const kept = (key: string): string => createHash("sha256").update(key).digest("base64url");
