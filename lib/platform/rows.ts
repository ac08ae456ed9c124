/** One way to run hand-written SQL, whichever connection a caller holds: of the pool, or of Prisma's transaction. */
import "server-only";
import type { Db } from "./db";
import type { Pool } from "./pool";

export type Connection = Pick<Pool, "query"> | Db;

/** Arrays, dates and texts go in as they are; JSON as a text that the statement casts, as it casts dates. */
export async function rowsOf<Row extends object>(
  on: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  if (!("query" in on)) return on.$queryRawUnsafe<Row[]>(text, ...values.map(asSent));
  const { rows } = await on.query<Row>(text, [...values]);
  return rows;
}

/** An instant with its zone in it, so that no session's zone can move it. */
const asSent = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
