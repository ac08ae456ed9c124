/** The models that have calls without a price: a list of work, never a zero. */
import { binder, type Sql, select } from "@/lib/telemetry/store/sql";

export type Unpriced = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly tokens: number;
  /** Starts of the hours of the first and the last such call. */
  readonly firstAt: Date;
  readonly lastAt: Date;
};

const MOST_MODELS = 200;

/** Over everything that is kept; the hours are looked up only for the days that matter. */
export function readUnpriced(
  sql: Sql,
  projectId: number,
  environment: string | undefined,
): Promise<Unpriced[]> {
  const { values, bind } = binder();
  const mine = `project_id = ${bind(projectId)}${environment === undefined ? "" : ` AND environment = ${bind(environment)}`}`;
  const days = `SELECT provider, model, unpriced_calls, unpriced_tokens, bucket FROM counter_1d WHERE ${mine}
    UNION ALL SELECT provider, model, unpriced_calls, unpriced_tokens,
      date_bin('1 day', bucket, 'epoch'::timestamptz) FROM counter_partial WHERE ${mine}`;
  const hour = (
    which: "min" | "max",
    day: string,
  ) => `(SELECT ${which}(h.bucket)::timestamptz FROM (
      SELECT bucket, sum(unpriced_calls) AS n FROM (
        SELECT bucket, unpriced_calls FROM counter_1h WHERE ${mine} AND provider = m.provider
          AND model = m.model AND bucket >= ${day} AND bucket < ${day} + interval '1 day'
        UNION ALL SELECT date_bin('1 hour', bucket, 'epoch'::timestamptz), unpriced_calls
        FROM counter_partial WHERE ${mine} AND provider = m.provider AND model = m.model
          AND bucket >= ${day} AND bucket < ${day} + interval '1 day'
      ) AS parts GROUP BY bucket HAVING sum(unpriced_calls) > 0) AS h)`;
  return select<Unpriced>(
    sql,
    `WITH by_day AS (
       SELECT provider, model, bucket, sum(unpriced_calls) AS calls, sum(unpriced_tokens) AS tokens
       FROM (${days}) AS d GROUP BY provider, model, bucket HAVING sum(unpriced_calls) > 0
     ), m AS (
       SELECT provider, model, sum(calls)::float8 AS calls, sum(tokens)::float8 AS tokens,
         min(bucket)::timestamptz AS first_day, max(bucket)::timestamptz AS last_day
       FROM by_day GROUP BY provider, model ORDER BY sum(calls) DESC LIMIT ${MOST_MODELS}
     )
     SELECT provider, model, calls, tokens,
       coalesce(${hour("min", "m.first_day")}, first_day) AS "firstAt",
       coalesce(${hour("max", "m.last_day")}, last_day) AS "lastAt"
     FROM m ORDER BY calls DESC, provider, model`,
    values,
  );
}
