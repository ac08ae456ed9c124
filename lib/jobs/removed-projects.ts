/** Deletes the telemetry of removed projects, a bounded step at a time, from every table that holds any. */
import type { Pool } from "@/lib/platform/pool";
import { REMOVED } from "@/lib/projects/schema";

const STEP_ROWS = 20_000;
/** A batch that was on its way when the project went may land after a first pass. */
const SETTLED_MS = 60_000;
/** What outlives a project: the record of who did what. The others go with the project's row. */
const KEPT = ["audit_entry", "membership", "api_key"];

/** The number of rows deleted. The note of a removal goes when a pass found nothing and no batch can still land. */
export async function sweepRemovedProjects(pool: Pool, signal?: AbortSignal): Promise<number> {
  const { rows } = await pool.query<{ name: string; project: number; settled: boolean }>(
    `SELECT name, (value->>'projectId')::int AS project,
            updated_at < now() - make_interval(secs => $2) AS settled
     FROM instance_setting WHERE starts_with(name, $1)`,
    [REMOVED, SETTLED_MS / 1_000],
  );
  let deleted = 0;
  for (const { name, project, settled } of rows) {
    const found = await sweep(pool, project, signal);
    deleted += found;
    if (found > 0 || !settled || signal?.aborted) continue;
    await pool.query("DELETE FROM instance_setting WHERE name = $1", [name]);
  }
  return deleted;
}

async function sweep(pool: Pool, project: number, signal?: AbortSignal): Promise<number> {
  let deleted = 0;
  for (const table of await tablesWithProjects(pool)) {
    let step = STEP_ROWS;
    while (step === STEP_ROWS && !signal?.aborted) {
      step = await deleteStep(pool, table, project);
      deleted += step;
    }
  }
  return deleted;
}

/** Asked of the catalogue, so that a table of a later version is not forgotten; partitions one by one. */
async function tablesWithProjects(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
       AND a.attname = 'project_id' AND NOT a.attisdropped AND c.relname <> ALL($1)
     ORDER BY 1`,
    [KEPT],
  );
  return rows.map(({ name }) => name);
}

async function deleteStep(pool: Pool, table: string, project: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM ONLY ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ONLY ${table} WHERE project_id = $1 LIMIT ${STEP_ROWS}))`,
    [project],
  );
  return rowCount ?? 0;
}
