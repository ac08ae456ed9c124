/** Reads the audit log as a chain, page by page, and has it checked. */

import { type ChainReport, checkChain, type Head, type Link } from "@/lib/audit/chain";
import type { Pool } from "@/lib/platform/pool";

/** Whatever runs SQL: the pool, or one connection. */
type Sql = Pick<Pool, "query">;
type Row = Link & { readonly id: string };

const PAGE = 1_000;
const LOWEST = -(2 ** 31);
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** By number and then by id: an entry that shares its number with another must not hide behind it. */
const PAGE_SQL = `
  SELECT e.seq, e.id::text, e.prev_hash AS "prevHash", e.hash, audit_entry_text(e) AS text
  FROM audit_entry e WHERE (e.seq, e.id) > ($1, $2::uuid)
  ORDER BY e.seq, e.id LIMIT ${PAGE}`;

/** A page at a time is in memory, however long the log. */
async function* linksFrom(sql: Sql, seq: number): AsyncGenerator<Link> {
  let last: readonly [number, string] = [seq, NO_ID];
  for (;;) {
    const { rows } = await sql.query<Row>(PAGE_SQL, [...last]);
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    last = [end.seq, end.id];
  }
}

/** Every entry there is. */
export const verifyAudit = (sql: Sql, expected?: Head): Promise<ChainReport> =>
  checkChain(linksFrom(sql, LOWEST), { expected });

/** The newest entries only, for a look that must be cheap. */
export async function verifyNewest(sql: Sql, atMost: number): Promise<ChainReport> {
  const { rows } = await sql.query<{ newest: number }>(
    "SELECT coalesce(max(seq), 0) AS newest FROM audit_entry",
  );
  const before = (rows[0]?.newest ?? 0) - atMost;
  return before > 0 ? checkChain(linksFrom(sql, before + 1), { isTail: true }) : verifyAudit(sql);
}
