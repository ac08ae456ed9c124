/** Reads the budgets of a project: how each stands, burns and ended before, and whether the ledger adds up. */
import { DAY } from "@/lib/core/time";
import { picoDollars } from "@/lib/cost/arithmetic";
import { periodAt } from "@/lib/cost/budget/calendar";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { byName } from "@/lib/spend/daily";
import { readDaily } from "@/lib/spend/store/daily";
import { forecastFrom } from "@/lib/spend/store/forecasts";
import { type BudgetsView, type BudgetView, budgetsAskSchema, type Ledger, SCOPES } from "./schema";
import { readAnnouncements, readBudgetRows } from "./store/rows";
import { readSpentOf } from "./store/spent";
import { budgetView } from "./view";

const MOST_TOLD = 500;
const MOST_NAMES = 50;
const NAMED_FOR_MS = 30 * DAY;

export const readBudgets = query({
  may: "telemetry:read",
  input: budgetsAskSchema,
  run: async (ctx): Promise<BudgetsView> => {
    const { pool, project, now } = ctx;
    const { timeZone } = project;
    const rows = await readBudgetRows(pool, project.id);
    const [spentBy, told, ledger, names] = await Promise.all([
      readSpentOf(pool, { projectId: project.id, timeZone, now }, rows),
      readAnnouncements(
        pool,
        rows.map(({ id }) => id),
        MOST_TOLD,
      ),
      readLedger(ctx),
      readNames(ctx),
    ]);
    const budgets: BudgetView[] = [];
    for (const budget of rows) {
      const spent = spentBy(budget);
      const forecast = await forecastFrom(spent, now, timeZone);
      const own = told.filter(({ budgetId }) => budgetId === budget.id);
      budgets.push(budgetView({ budget, rows: spent, forecast, told: own, now, timeZone }));
    }
    return { timeZone, now: now.toISOString(), budgets, ledger, names };
  },
});

/** Of this month's hours that are over: what the raw events add up to against what the rollups hold. */
async function readLedger({ pool, project, now }: ProjectCtx): Promise<Ledger> {
  const { from } = periodAt("monthly", now, project.timeZone);
  const [row] = await rowsOf<{ hours: number; off: number; difference: string; at: Date | null }>(
    pool,
    `SELECT count(*)::int4 AS hours, max(checked_at)::timestamptz AS at,
       count(*) FILTER (WHERE rollup_cost_picos <> raw_cost_picos OR rollup_calls <> raw_calls)::int4 AS off,
       coalesce(sum(rollup_cost_picos - raw_cost_picos), 0)::text AS difference
     FROM reconciliation WHERE project_id = $1::int4 AND hour >= $2::timestamptz`,
    [project.id, from],
  );
  return {
    hours: row?.hours ?? 0,
    off: row?.off ?? 0,
    differenceUsd: picoDollars(BigInt(row?.difference ?? "0")),
    checkedAt: row?.at?.toISOString() ?? null,
  };
}

/** What a budget can be set for: whoever spent something in the last thirty days, the dearest first. */
async function readNames({ pool, project, now }: ProjectCtx): Promise<BudgetsView["names"]> {
  const span = { from: new Date(now.getTime() - NAMED_FOR_MS), to: now };
  const scopes = SCOPES.filter((scope) => scope !== "project");
  const named = await Promise.all(
    scopes.map(async (by) => {
      const rows = await readDaily(pool, {
        ...{ projectId: project.id, timeZone: project.timeZone, span, by },
      });
      const names = [...byName(rows).keys()].filter((name) => name !== "");
      return [by, names.slice(0, MOST_NAMES)] as const;
    }),
  );
  return Object.fromEntries(named);
}
