/** Watches every budget: a threshold that is crossed is told once in its period, through whatever restarts. */
import { log } from "@/lib/platform/log";
import type { Pool } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import { watchProject } from "@/lib/spend/budgets/store/watch";

type Project = { readonly id: number; readonly slug: string; readonly timeZone: string };

/** Says how many thresholds were announced. */
export async function watchBudgets(
  pool: Pool,
  now: Date,
  signal?: AbortSignal,
  only?: number,
): Promise<number> {
  let announced = 0;
  for (const project of await projectsWithBudgets(pool, only)) {
    if (signal?.aborted) break;
    try {
      announced += await watchProject(pool, project, now);
    } catch (error) {
      log.error("budgets were not looked at", { project: project.id, error });
    }
  }
  return announced;
}

const projectsWithBudgets = (pool: Pool, only: number | undefined): Promise<Project[]> =>
  rowsOf<Project>(
    pool,
    `SELECT id, slug, time_zone AS "timeZone" FROM project AS p
     WHERE EXISTS (SELECT 1 FROM budget AS b
       WHERE b.project_id = p.id AND b.removed_at IS NULL AND b.is_enabled)
       AND ($1::int4 IS NULL OR id = $1::int4) ORDER BY id`,
    [only ?? null],
  );
