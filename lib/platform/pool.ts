/** The `pg` pool for telemetry: COPY in, hand-written SQL out. */
import "server-only";
import pg from "pg";
import { env } from "./env";
import { log } from "./log";
import { made, shared } from "./process";

export type Pool = pg.Pool;

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Dashboards and hot path share one pool; a read that outlives its timeout fails alone. */
export function pool(): Pool {
  return shared("pg-pool", () => {
    const made = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: 12,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: 30_000,
      options: `-c jit=off -c timezone=UTC -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    });
    // An idle connection dies with the server: the pool replaces it, nobody else needs to know.
    made.on("error", (error) => log.warn("database connection lost", { reason: error.message }));
    return made;
  });
}

/**
 * Lends one connection. One that dies meanwhile complains in the query under way, and must not end
 * the process by complaining to nobody as well. After a failure it is closed, with its transaction.
 */
export async function withConnection<T>(
  from: Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await from.connect();
  const heard = (error: Error) => log.debug("a lent connection ended", { reason: error.message });
  client.on("error", heard);
  try {
    const result = await work(client);
    client.off("error", heard);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Ends every connection of this process, so that Postgres can stop without cutting any. */
export async function closeConnections(): Promise<void> {
  const pools = ["pg-pool", "ingest-pool"].map((name) => made<Pool>(name)?.end());
  await Promise.all([
    ...pools,
    made<{ $disconnect: () => Promise<void> }>("prisma")?.$disconnect(),
  ]);
}
