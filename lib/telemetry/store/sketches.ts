/** Reads distributions: latencies and metric values, merged per step and key. */
import { decodeInto, emptySketch, type Sketch } from "@/lib/core/sketch";
import type { Span, Tier } from "@/lib/core/time";
import { binder, type Sql, select, stepOf, tierAndPartial } from "./sql";

type SketchSubject = "request" | "request_ttft" | "call" | "ttft" | "step" | "metric" | "health";
export type SketchDim = "all" | "agent" | "agent_type" | "version" | "variant" | "model" | "name";

export type SketchesAsk = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  /** One row per step and key; without it, one row per key. */
  readonly stepMs?: number | undefined;
  readonly subject: SketchSubject;
  readonly dim: SketchDim;
  readonly key?: string | readonly string[] | undefined;
  /** All keys that begin so, such as a metric's name and the separator. */
  readonly keyPrefix?: string | undefined;
  readonly environment?: string | undefined;
};
export type SketchRow = {
  readonly at: Date | null;
  readonly key: string;
  readonly sketch: Sketch;
  /** The newest single value and when it was seen. */
  readonly last: number;
  readonly lastAt: Date;
};

type Row = {
  readonly at: Date | null;
  readonly key: string;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly lastAt: Date;
  readonly h: string;
};

const COLUMNS = ["bucket", "key", "sum", "min", "max", "last", "last_at", "h"];

/** Ordered by time, then key. Chunks are joined by the database and decoded here: the cheapest merge measured. The driver cannot take binary; base64 is the shortest text. */
export async function readSketches(sql: Sql, ask: SketchesAsk): Promise<SketchRow[]> {
  const { values, bind } = binder();
  const conditions = [`subject = ${bind(ask.subject)}`, `dim = ${bind(ask.dim)}`];
  if (ask.environment !== undefined) conditions.push(`environment = ${bind(ask.environment)}`);
  if (ask.key !== undefined) conditions.push(`key = ANY(${bind([ask.key].flat())}::text[])`);
  if (ask.keyPrefix !== undefined) conditions.push(`starts_with(key, ${bind(ask.keyPrefix)})`);
  const rows = await select<Row>(
    sql,
    `SELECT ${stepOf(ask.stepMs)} AS at, key, sum(sum)::float8 AS sum, min(min) AS min,
       max(max) AS max, (array_agg(last ORDER BY last_at DESC))[1] AS last,
       max(last_at)::timestamptz AS "lastAt", encode(string_agg(h, ''), 'base64') AS h
     FROM ${tierAndPartial("sketch", COLUMNS, ask, conditions, bind)}
     GROUP BY 1, key ORDER BY 1, key`,
    values,
  );
  return rows.map(({ at, key, last, lastAt, h, ...moments }) => {
    const sketch = emptySketch();
    decodeInto(sketch, Buffer.from(h, "base64"), moments);
    return { at, key, sketch, last, lastAt };
  });
}
