/** One worker at a time does the work that must not be done twice: a lease in the database, by the database's clock. */
import { randomUUID } from "node:crypto";
import { shared } from "@/lib/platform/process";
import type { Sql } from "@/lib/telemetry/store/sql";

/** The fencing token: work that carries an old one is refused by the statement that does it. */
export type Lead = { readonly name: string; readonly token: bigint };

const LEASE = "worker";
const LEASE_SECONDS = 10;
const RENEW_AFTER_MS = 3_000;

type Standing = { readonly holder: string; lead: Lead | null; renewedAt: number };

const standing = (): Standing =>
  shared("worker-lease", () => ({ holder: randomUUID(), lead: null, renewedAt: 0 }));

/** Takes or keeps the lease; null while another holds it. */
export async function lead(sql: Sql): Promise<Lead | null> {
  const held = standing();
  const isFresh = performance.now() - held.renewedAt < RENEW_AFTER_MS;
  if (held.lead && isFresh) return held.lead;
  held.lead = null;
  held.lead = await takeLease(sql, LEASE, held.holder);
  held.renewedAt = performance.now();
  return held.lead;
}

/** The token grows whenever the lease changes hands, and only then. */
export async function takeLease(sql: Sql, name: string, holder: string): Promise<Lead | null> {
  const { rows } = await sql.query<{ token: string }>(
    `INSERT INTO lease AS held (name, holder, token, expires_at)
     VALUES ($1, $2, 1, now() + $3 * interval '1 second')
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
       token = held.token + (CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END)
     WHERE held.holder = excluded.holder OR held.expires_at < now()
     RETURNING token::text AS token`,
    [name, holder, LEASE_SECONDS],
  );
  const [row] = rows;
  return row ? { name, token: BigInt(row.token) } : null;
}
