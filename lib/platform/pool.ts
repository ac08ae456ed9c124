/** The `pg` pool for telemetry: COPY in, hand-written SQL out. */
import "server-only";
import pg from "pg";
import { env } from "./env";
import { log } from "./log";
import { shared } from "./process";

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
