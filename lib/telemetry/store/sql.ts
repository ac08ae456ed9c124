/** Runs hand-written SELECTs and writes the parts that all rollup families share. */
import pg from "pg";
import { TIERS, type Tier } from "@/lib/core/time";
import type { Pool } from "@/lib/platform/pool";

/** Whatever runs SQL: the pool, or one connection of it. */
export type Sql = Pick<Pool, "query">;

const INT8_OID = 20;
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === INT8_OID ? BigInt : pg.types.getTypeParser(oid, format as "text"),
};

/**
 * An unnamed statement, so that it is planned for its own values and partitions are pruned.
 * int8 arrives as bigint, float8 as number, timestamptz as Date. Numerics and dates must be cast.
 */
export async function select<Row extends object>(
  sql: Sql,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await sql.query<Row>({ text, values: [...values], types });
  return rows;
}

/** Collects the values of one statement: `bind(x)` remembers x and gives its placeholder. */
export function binder(): {
  readonly values: unknown[];
  readonly bind: (value: unknown) => string;
} {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

type Within = {
  readonly projectId: number;
  readonly span: { readonly from: Date; readonly to: Date };
  readonly tier: Tier;
};

/** The rows of a rollup family inside a span: what is compacted and what is not yet, seen by one snapshot. */
export function tierAndPartial(
  family: string,
  columns: readonly string[],
  { projectId, span, tier }: Within,
  conditions: readonly string[],
  bind: (value: unknown) => string,
): string {
  const width = TIERS[tier];
  const from = Math.floor(span.from.getTime() / width) * width;
  const to = Math.ceil(span.to.getTime() / width) * width;
  const where = [
    `project_id = ${bind(projectId)}`,
    `bucket >= ${bind(new Date(from))}`,
    `bucket < ${bind(new Date(to))}`,
    ...conditions,
  ].join(" AND ");
  const list = columns.join(", ");
  return `(SELECT ${list} FROM ${family}_${tier} WHERE ${where}
    UNION ALL SELECT ${list} FROM ${family}_partial WHERE ${where}) AS t`;
}

/** Money stops at the end of its range, as in the rollups: a claim beyond it may not take a page away. */
export const MOST_PICOS = "9000000000000000000";

export const moneySum = (column: string): string =>
  `least(coalesce(sum(${column}), 0), ${MOST_PICOS})::int8`;

/** The SQL of a point's time: the start of its step, or nothing for totals. */
export function stepOf(stepMs: number | undefined): string {
  if (stepMs === undefined) return "NULL::timestamptz";
  if (!Number.isSafeInteger(stepMs) || stepMs <= 0) throw new RangeError("A step is whole ms");
  return `date_bin('${stepMs} milliseconds', bucket::timestamptz, 'epoch'::timestamptz)`;
}
