/** Holds the rollups against the raw events, hour by hour; the difference is published and must be nothing. */
import { HOUR, MINUTE } from "@/lib/core/time";
import type { Pool } from "@/lib/platform/pool";

/** Events of an hour mostly arrive within it; what comes later makes the hour be checked again. */
const SETTLED_MS = 2 * MINUTE;
const PASS_LIMIT_MS = 5_000;

type Hour = { readonly project_id: number; readonly hour: Date };

/** Checks hours that were never checked or whose rollups have changed since, newest first. */
export async function reconcile(pool: Pool, now: Date, signal: AbortSignal): Promise<number> {
  const until = performance.now() + PASS_LIMIT_MS;
  let checked = 0;
  for (const hour of await hoursToCheck(pool, now)) {
    if (signal.aborted || performance.now() > until) break;
    await checkHour(pool, hour, now);
    checked++;
  }
  return checked;
}

/** Only hours whose raw events are all still kept. */
async function hoursToCheck(pool: Pool, now: Date): Promise<Hour[]> {
  const closed = new Date(Math.floor((now.getTime() - SETTLED_MS) / HOUR) * HOUR);
  const { rows } = await pool.query<Hour>(
    `SELECT c.project_id, c.bucket AS hour
     FROM counter_1h AS c JOIN project AS p ON p.id = c.project_id
     LEFT JOIN reconciliation AS r ON r.project_id = c.project_id AND r.hour = c.bucket
     WHERE c.bucket < $1
       AND c.bucket >= date_trunc('hour', $2::timestamptz - (p.raw_days - 1) * interval '1 day')
     GROUP BY c.project_id, c.bucket
     HAVING count(r.hour) = 0 OR sum(c.requests) <> min(r.rollup_requests)
       OR sum(c.calls) <> min(r.rollup_calls) OR sum(c.cost_picos) <> min(r.rollup_cost_picos)
       OR min(r.raw_requests) <> min(r.rollup_requests)
         AND min(r.checked_at) < $2::timestamptz - interval '10 minutes'
     ORDER BY c.bucket DESC, c.project_id LIMIT 500`,
    [closed, now],
  );
  return rows;
}

/** Both sides are seen by one statement, so that events arriving meanwhile are on both or on neither. */
async function checkHour(pool: Pool, { project_id, hour }: Hour, now: Date): Promise<void> {
  const to = new Date(hour.getTime() + HOUR);
  await pool.query(
    `WITH raw AS (
       SELECT count(*) FILTER (WHERE kind = 1) AS requests, count(*) FILTER (WHERE kind = 2) AS calls,
         least(coalesce(sum(cost_picos) FILTER (WHERE kind = 2), 0), 9000000000000000000) AS cost
       FROM event WHERE project_id = $1 AND ts >= $2 AND ts < $3
     ), rollup AS (
       SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(calls), 0) AS calls,
         least(coalesce(sum(cost_picos), 0), 9000000000000000000) AS cost
       FROM (
         SELECT requests, calls, cost_picos FROM counter_1h WHERE project_id = $1 AND bucket = $2
         UNION ALL
         SELECT requests, calls, cost_picos FROM counter_partial
         WHERE project_id = $1 AND bucket >= $2 AND bucket < $3
       ) AS both_kinds
     )
     INSERT INTO reconciliation (project_id, hour, checked_at, raw_requests, rollup_requests,
       raw_calls, rollup_calls, raw_cost_picos, rollup_cost_picos)
     SELECT $1, $2, $4, raw.requests, rollup.requests, raw.calls, rollup.calls, raw.cost, rollup.cost
     FROM raw, rollup
     ON CONFLICT (project_id, hour) DO UPDATE SET checked_at = excluded.checked_at,
       raw_requests = excluded.raw_requests, rollup_requests = excluded.rollup_requests,
       raw_calls = excluded.raw_calls, rollup_calls = excluded.rollup_calls,
       raw_cost_picos = excluded.raw_cost_picos, rollup_cost_picos = excluded.rollup_cost_picos`,
    [project_id, hour, to, now],
  );
}
