/** Looks at all budgets of one project and tells what is crossed for the first time in its period. */
import { type Pool, withConnection } from "@/lib/platform/pool";
import type { Crossed } from "@/lib/spend/budgets/words";
import { freshOf, type Looked, tellFresh } from "./evaluate";
import { readBudgetRows } from "./rows";
import { readSpentOf } from "./spent";

/** Says how many thresholds were announced. */
export async function watchProject(
  pool: Pool,
  project: Looked["project"],
  now: Date,
): Promise<number> {
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
