/** Reads alerts for people: what fires, what is about to, what was, and one with everything around it. */
import { Fault } from "@/lib/core/fault";
import { frameOf, HOUR, TIERS } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import type { Sql } from "@/lib/telemetry/store/sql";
import { chartOf, chartSpan, finenessOf } from "./chart";
import { detailOf } from "./detail";
import { alertViewOf, fits, groupsOf, memoryOf, pendingOf, ruleIn } from "./listing";
import { readHistory } from "./reader/history";
import type { Rule } from "./schema";
import {
  readAffected,
  readAnswers,
  readEarlier,
  readSettingChanges,
  readTransitions,
} from "./store/around";
import {
  type AlertRow,
  countOpenAlerts,
  readAlertRow,
  readEndedAlerts,
  readEvaluation,
  readOpenAlerts,
  readRuleStates,
} from "./store/rows";
import {
  type AlertCount,
  type AlertDetail,
  type AlertHistoryView,
  type AlertsView,
  alertAskSchema,
  alertHistoryAskSchema,
  alertsAskSchema,
} from "./views";

export const readAlerts = query({
  may: "alerts:read",
  input: alertsAskSchema,
  run: async ({ pool, project }, { env, ...asked }): Promise<AlertsView> => {
    const filters = given(asked);
    const [open, rules, evaluation] = await Promise.all([
      readOpenAlerts(pool, { ...filters, projectId: project.id, environment: env }),
      readRuleStates(pool, project.id),
      readEvaluation(pool, project.id),
    ]);
    const seenIn = memoryOf(rules);
    const specs = new Map(rules.map(({ id, spec }) => [id, spec]));
    const firing = open.rows.map((row) => alertViewOf(row, seenIn(row)));
    // A test or a drill is never pending.
    const isReal = filters.mark === undefined || filters.mark === "real";
    return {
      firing: groupsOf(firing, (id) => ruleIn(specs.get(id))),
      firingCount: open.count,
      pending: isReal ? pendingOf(rules, env).filter((one) => fits(one, filters)) : [],
      evaluation: { ...evaluation, lastAt: evaluation.lastAt?.toISOString() ?? null },
      rules: rules.map(({ id, name }) => ({ id, name })),
    };
  },
});

export const readAlertHistory = query({
  may: "alerts:read",
  input: alertHistoryAskSchema,
  run: async ({ pool, project, now }, ask): Promise<AlertHistoryView> => {
    const { env, range, from, to, ...asked } = ask;
    const span = frameOf({ range, from, to }, now);
    const place = { projectId: project.id, environment: env, span };
    const { rows, count } = await readEndedAlerts(pool, { ...given(asked), ...place });
    return { alerts: rows.map((row) => alertViewOf(row, undefined)), count };
  },
});

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without what was not asked. */
function given<T extends { severity?: unknown; rule?: unknown; mark?: unknown; search?: unknown }>({
  severity,
  rule,
  mark,
  search,
}: T): Given<Pick<T, "severity" | "rule" | "mark" | "search">> {
  const all = { severity, rule, mark, search };
  // What is left is what was given; TypeScript does not follow the filter.
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== ""),
  ) as Given<Pick<T, "severity" | "rule" | "mark" | "search">>;
}

export const readAlert = query({
  may: "alerts:read",
  input: alertAskSchema,
  run: async (ctx, { id }): Promise<AlertDetail> => {
    const { pool, project } = ctx;
    const row = await readAlertRow(pool, project.id, id);
    if (!row) throw new Fault("not-found", "There is no such alert, or it is no longer kept");
    const rule = ruleIn(row.rule);
    const [rules, chart, around] = await Promise.all([
      readRuleStates(pool, project.id),
      rule && readChart(ctx, rule, row),
      readAround(ctx, row, rule),
    ]);
    const current = rules.find((one) => one.id === row.ruleId);
    return detailOf({ row, rule, current, seen: memoryOf(rules)(row), chart, ...around });
  },
});

async function readChart({ pool, project, now }: ProjectCtx, rule: Rule, row: AlertRow) {
  const span = chartSpan(rule, row, now);
  const fine = finenessOf(span, rule, now);
  // A step has what was before it: the one that is about to end has what is known now.
  const stepMs = TIERS[fine];
  const to = new Date((Math.ceil(span.to.getTime() / stepMs) + 1) * stepMs);
  return chartOf(rule, await readHistory(pool, project, rule, span.from, to, fine), row);
}

/** What changed in the hour before the condition became true, and while it was about to fire. */
const LEAD_MS = HOUR;

async function readAround(
  { pool, db, project, now }: ProjectCtx,
  row: AlertRow,
  rule: Rule | null,
) {
  const { startedAt, endedAt } = row;
  const begun = startedAt.getTime() - (rule?.forMs ?? 0);
  const before = { from: new Date(begun - LEAD_MS), to: startedAt };
  const during = { from: new Date(begun - (rule?.windowMs ?? 0)), to: endedAt ?? now };
  const { environment } = row.labels;
  const [deployed, settings, transitions, answers, affected, earlier] = await Promise.all([
    readDeployments(pool, { projectId: project.id, span: before, environment }),
    readSettingChanges(db, project.id, before),
    readTransitions(pool, project.id, row, during),
    readAnswers(db, project.id, row.id),
    readAffected(pool, project.id, during, row.labels, now),
    readEarlier(pool, project.id, row),
  ]);
  return { deployed, settings, transitions, answers, affected, during, earlier };
}

/** For the navigation of every page. */
export async function countAlerts(sql: Sql, projectId: number): Promise<AlertCount> {
  const [open, { isStale }] = await Promise.all([
    countOpenAlerts(sql, projectId),
    readEvaluation(sql, projectId),
  ]);
  return { ...open, isStale };
}
