/** Watches every budget: a threshold that is crossed is told once in its period, through whatever restarts. */
import { log } from "@/lib/platform/log";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import { freshOf, type Looked, tellFresh } from "@/lib/spend/budgets/store/evaluate";
import { readBudgetRows } from "@/lib/spend/budgets/store/rows";
import { readSpentOf } from "@/lib/spend/budgets/store/spent";
import type { Crossed } from "@/lib/spend/budgets/words";

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

async function watchProject(pool: Pool, project: Project, now: Date): Promise<number> {
  const budgets = (await readBudgetRows(pool, project.id)).filter(({ isEnabled }) => isEnabled);
  const spentBy = await readSpentOf(
    pool,
    { projectId: project.id, timeZone: project.timeZone, now },
    budgets,
  );
  let announced = 0;
  for (const budget of budgets) {
    const looked = { budget, rows: spentBy(budget), project, now };
    const fresh = await freshOf(pool, looked);
    if (fresh.length > 0) announced += await tell(pool, looked, fresh);
  }
  return announced;
}

/** Whoever changed or removed the budget meanwhile is not answered with what it was. */
function tell(pool: Pool, looked: Looked, fresh: readonly Crossed[]): Promise<number> {
  const { id, revision } = looked.budget;
  return withConnection(pool, async (client) => {
    await client.query("BEGIN; SET LOCAL lock_timeout = '5s'");
    try {
      const { rowCount } = await client.query(
        `SELECT 1 FROM budget WHERE id = $1::uuid AND revision = $2::int4
           AND removed_at IS NULL AND is_enabled FOR UPDATE`,
        [id, revision],
      );
      const told = rowCount === 0 ? 0 : await tellFresh(client, looked, fresh);
      await client.query("COMMIT");
      return told;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
}
