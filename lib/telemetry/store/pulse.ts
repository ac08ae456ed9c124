/** Reads signs of life: what kinds of event have arrived, from where, and when the newest happened. */
import { EVENT_KINDS, type EventKind } from "@/lib/telemetry/schema";
import { type Sql, select } from "./sql";

export type Pulse = {
  readonly environment: string;
  readonly kind: EventKind;
  /** Events ever stored; deleting old ones does not lower it. */
  readonly n: number;
  readonly firstAt: Date;
  readonly newestAt: Date;
  readonly receivedAt: Date;
};

/** One row per environment and kind: also the list of environments, and proof of the first event. */
export async function readPulse(sql: Sql, projectId: number): Promise<Pulse[]> {
  const columns = "environment, kind, n, first_at, newest_at, received_at";
  const rows = await select<Omit<Pulse, "kind"> & { readonly kind: number }>(
    sql,
    `SELECT environment, kind, sum(n)::float8 AS n, min(first_at)::timestamptz AS "firstAt",
       max(newest_at)::timestamptz AS "newestAt", max(received_at)::timestamptz AS "receivedAt"
     FROM (SELECT ${columns} FROM pulse WHERE project_id = $1
       UNION ALL SELECT ${columns} FROM pulse_partial WHERE project_id = $1) AS t
     GROUP BY environment, kind ORDER BY environment, kind`,
    [projectId],
  );
  // Stored numbers count the kinds from one.
  return rows.flatMap(({ kind, ...row }) => {
    const word = EVENT_KINDS[kind - 1];
    return word ? [{ ...row, kind: word }] : [];
  });
}

/** When the newest event of a project happened, or null before the first. */
export async function newestEventAt(sql: Sql, projectId: number): Promise<Date | null> {
  const pulses = await readPulse(sql, projectId);
  return pulses.length === 0
    ? null
    : new Date(Math.max(...pulses.map(({ newestAt }) => newestAt.getTime())));
}
