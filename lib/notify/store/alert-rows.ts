/** What the notifications need of alerts, read together for a whole group. */
import type { Deployed, StoredAlert } from "@/lib/notify/alert-notice";
import { type Connection, rowsOf } from "@/lib/platform/rows";

const COLUMNS = `id::text, fingerprint, name, kind, severity, labels, annotations, value, rule, runbook,
  started_at AS "startedAt", ended_at AS "endedAt", end_reason AS "endReason",
  acknowledged_at AS "acknowledgedAt", acknowledged_by_name AS "acknowledgedByName",
  acknowledged_until AS "acknowledgedUntil"`;

export async function alertsIn(
  on: Connection,
  projectId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredAlert>> {
  const rows = await rowsOf<StoredAlert>(
    on,
    `SELECT ${COLUMNS} FROM alert WHERE project_id = $1::int AND id = ANY($2::uuid[])`,
    [projectId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The labels of all that fires, for inhibition. */
export const firingIn = (on: Connection, projectId: number) =>
  rowsOf<Pick<StoredAlert, "name" | "severity" | "labels">>(
    on,
    `SELECT name, severity, labels FROM alert
     WHERE project_id = $1::int AND ended_at IS NULL AND mark IS NULL`,
    [projectId],
  );

/** Newest first. */
export const deployedIn = (on: Connection, projectId: number, from: Date, to: Date) =>
  rowsOf<Deployed>(
    on,
    `SELECT ts::timestamptz AS at, agent, version, environment, status FROM deployment
     WHERE project_id = $1::int AND ts >= $2::timestamptz AND ts <= $3::timestamptz
     ORDER BY ts DESC LIMIT 50`,
    [projectId, from, to],
  );
