/** What every budget of a project has spent day by day: one reading for each kind of scope, shared by its budgets. */
import { DAY } from "@/lib/core/time";
import type { Daily } from "@/lib/spend/daily";
import { readDaily } from "@/lib/spend/store/daily";
import { HISTORY_DAYS } from "@/lib/spend/store/forecasts";
import type { Sql } from "@/lib/telemetry/store/sql";
import type { BudgetRow } from "./rows";

export type Place = { readonly projectId: number; readonly timeZone: string; readonly now: Date };

/** Nothing of tomorrow is looked at: an event may claim to lie a few minutes ahead. */
export async function readSpentOf(
  sql: Sql,
  { projectId, timeZone, now }: Place,
  budgets: readonly Pick<BudgetRow, "scope" | "name">[],
): Promise<(budget: Pick<BudgetRow, "scope" | "name">) => readonly Daily[]> {
  const scopes = [...new Set(budgets.map(({ scope }) => scope))];
  const span = { from: new Date(now.getTime() - HISTORY_DAYS * DAY), to: now };
  const read = new Map(
    await Promise.all(
      scopes.map(async (scope) => {
        const by = scope === "project" ? undefined : scope;
        return [scope, await readDaily(sql, { projectId, timeZone, span, by })] as const;
      }),
    ),
  );
  return ({ scope, name }) => (read.get(scope) ?? []).filter((row) => row.name === name);
}
