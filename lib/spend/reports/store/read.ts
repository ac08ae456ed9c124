/** Reads everything that a report is made of, for the page and for whoever it is sent to. */
import { targetsFor } from "@/lib/core/targets";
import { DAY } from "@/lib/core/time";
import { type PeriodKind, periodAt, periodBefore } from "@/lib/cost/budget/calendar";
import { NO_VOLUME } from "@/lib/overview/volume";
import type { Pool } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import { lookAt } from "@/lib/spend/anomalies/view";
import { readBudgetRows } from "@/lib/spend/budgets/store/rows";
import { readSpentOf } from "@/lib/spend/budgets/store/spent";
import { budgetView } from "@/lib/spend/budgets/view";
import { dateOf, dollarsBefore } from "@/lib/spend/daily";
import type { SpendDim } from "@/lib/spend/dimension";
import { reportOf } from "@/lib/spend/reports/compose";
import type { ReportView } from "@/lib/spend/reports/schema";
import { readDaily } from "@/lib/spend/store/daily";
import { forecastFrom, forecastOn, HISTORY_DAYS } from "@/lib/spend/store/forecasts";
import { readCounters } from "@/lib/telemetry/store/counters";

export type Reported = {
  readonly id: number;
  readonly timeZone: string;
  readonly targets: unknown;
};

const DIMS: readonly SpendDim[] = ["agent", "agentType", "provider", "model", "environment"];

export async function readReportOf(
  pool: Pool,
  project: Reported,
  kind: PeriodKind,
  within: Date,
  now: Date,
): Promise<ReportView> {
  const { id: projectId, timeZone } = project;
  const period = periodAt(kind, within, timeZone);
  const before = periodBefore(period, timeZone);
  const place = { projectId, timeZone };
  const span = { from: before.from, to: new Date(Math.min(period.to.getTime(), now.getTime())) };
  const history = { from: new Date(period.from.getTime() - HISTORY_DAYS * DAY), to: span.to };
  const counted = { projectId, tier: "1h" as const };
  const [split, all, present, past, types, budgets, scenarios] = await Promise.all([
    Promise.all(DIMS.map((by) => readDaily(pool, { ...place, span, by }))),
    readDaily(pool, { ...place, span: history }),
    readCounters(pool, { ...counted, span: period }),
    readCounters(pool, { ...counted, span: before }),
    readCounters(pool, { ...counted, span: period, by: ["agentType"] }),
    readStanding(pool, project, now),
    readScenarios(pool, projectId),
  ]);
  const first = dateOf(period.from, timeZone);
  const { findings } = lookAt(all, dateOf(period.to, timeZone), first);
  return reportOf({
    ...{ period, timeZone, now, budgets, scenarios },
    dates: { from: first, to: dateOf(period.to, timeZone), before: before.key },
    volume: present[0] ?? NO_VOLUME,
    volumeBefore: past[0] ?? NO_VOLUME,
    rowsBy: new Map(DIMS.map((by, i) => [by, split[i] ?? []])),
    mix: new Map(
      types.filter(({ requests }) => requests > 0).map((one) => [one.key.agentType, one.requests]),
    ),
    anomalies: findings.filter(({ date }) => date < dateOf(period.to, timeZone)),
    said: saidOf(
      dollarsBefore(all, first),
      Math.round((period.to.getTime() - period.from.getTime()) / DAY),
    ),
    target: targetsFor(project.targets).costPerRequest,
  });
}

const readScenarios = (pool: Pool, projectId: number) =>
  rowsOf<{ name: string; now: number; then: number }>(
    pool,
    `SELECT name, (result->'now'->>'thirtyDays')::float8 AS now,
       (result->'changed'->>'thirtyDays')::float8 AS then
     FROM cost_scenario WHERE project_id = $1::int4 ORDER BY created_at DESC LIMIT 10`,
    [projectId],
  );

/** The total as it would have been foretold on the first day. */
function saidOf(values: readonly number[], days: number) {
  const forecast = forecastOn(values);
  const total = forecast.status === "forecast" ? forecast.totals[days - 1] : undefined;
  if (!total) return null;
  return {
    total: total.value,
    low: total.interval?.low ?? null,
    high: total.interval?.high ?? null,
  };
}

async function readStanding(pool: Pool, { id: projectId, timeZone }: Reported, now: Date) {
  const rows = await readBudgetRows(pool, projectId);
  const spentBy = await readSpentOf(pool, { projectId, timeZone, now }, rows);
  return Promise.all(
    rows.map(async (budget) => {
      const own = spentBy(budget);
      const forecast = await forecastFrom(own, now, timeZone);
      return budgetView({ budget, rows: own, forecast, told: [], now, timeZone });
    }),
  );
}
