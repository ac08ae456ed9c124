/** Reads forecasts of spend: of the whole project with their record, and of each member of a dimension. */

import { dollarsOf } from "@/lib/core/money";
import { OTHER_KEY } from "@/lib/core/series";
import { DAY } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readBudgetRows } from "@/lib/spend/budgets/store/rows";
import { byName, type Daily } from "@/lib/spend/daily";
import { labelOf, type SpendDim } from "@/lib/spend/dimension";
import { aheadOf } from "@/lib/spend/outlook";
import { readDaily } from "@/lib/spend/store/daily";
import { forecastFrom, forecastOn, HISTORY_DAYS } from "@/lib/spend/store/forecasts";
import {
  type ForecastByView,
  type ForecastRow,
  type ForecastView,
  forecastAskSchema,
  forecastByAskSchema,
} from "./schema";
import { forecastView } from "./view";

const MOST_MEMBERS = 7;

function readHistory(ctx: ProjectCtx, by?: SpendDim): Promise<Daily[]> {
  const { pool, project, now } = ctx;
  const span = { from: new Date(now.getTime() - HISTORY_DAYS * DAY), to: now };
  return readDaily(pool, { projectId: project.id, timeZone: project.timeZone, span, by });
}

export const readForecast = query({
  may: "telemetry:read",
  input: forecastAskSchema,
  run: async (ctx): Promise<ForecastView> => {
    const { pool, project, now } = ctx;
    const { timeZone } = project;
    const [rows, kept] = await Promise.all([readHistory(ctx), readBudgetRows(pool, project.id)]);
    const forecast = await forecastFrom(rows, now, timeZone);
    const own = kept.filter(({ scope, isEnabled }) => scope === "project" && isEnabled);
    return forecastView({
      ...{ rows, now, timeZone, forecast, forecastFor: forecastOn },
      budgets: new Map(own.map(({ period, amountPicos }) => [period, amountPicos])),
    });
  },
});

/** The dearest each by its own forecast, the others together: forecasts of parts do not add up to that of the whole. */
export const readForecastBy = query({
  may: "telemetry:read",
  input: forecastByAskSchema,
  run: async (ctx, { by }): Promise<ForecastByView> => {
    const { now, project } = ctx;
    const groups = [...byName(await readHistory(ctx, by))];
    const rest = groups.slice(MOST_MEMBERS).flatMap(([, rows]) => rows);
    const shown: readonly (readonly [string, readonly Daily[]])[] = [
      ...groups.slice(0, MOST_MEMBERS),
      ...(rest.length > 0 ? [[OTHER_KEY, rest] as const] : []),
    ];
    const rows: ForecastRow[] = [];
    for (const [name, own] of shown) {
      const forecast = await forecastFrom(own, now, project.timeZone);
      const scene = { rows: own, now, timeZone: project.timeZone, forecast };
      const { spentPicos, end } = aheadOf("monthly", scene);
      rows.push({
        name,
        label: name === OTHER_KEY ? `${groups.length - MOST_MEMBERS} others` : labelOf(by, name),
        spent: dollarsOf(spentPicos),
        ...{ expected: end?.expected ?? null, low: end?.low ?? null, high: end?.high ?? null },
      });
    }
    return { by, rows };
  },
});
