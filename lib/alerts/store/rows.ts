/** Reads alerts as they are stored: those that are open, those of a stretch of time, or one. */
import type { Labels } from "@/lib/alerts/labels";
import type { KnownRule } from "@/lib/alerts/listing";
import { SEVERITIES, type Severity } from "@/lib/alerts/schema";
import type { AlertsAsk } from "@/lib/alerts/views";
import type { Span } from "@/lib/core/time";
import { binder, type Sql, select } from "@/lib/telemetry/store/sql";

export type AlertRow = {
  readonly id: string;
  readonly ruleId: string | null;
  readonly source: string;
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly mark: string | null;
  readonly value: number | null;
  readonly peak: number | null;
  readonly sampleSize: number | null;
  /** The rule as it was when this began. */
  readonly rule: unknown;
  readonly runbook: string | null;
  readonly sourceUrl: string | null;
  readonly isFlapping: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedUntil: Date | null;
};

const COLUMNS = `a.id::text, a.rule_id::text AS "ruleId", a.source, a.key, a.name, a.kind, a.severity,
  a.labels, a.annotations, a.mark, a.value, a.peak, a.sample_size AS "sampleSize", a.rule, a.runbook,
  a.source_url AS "sourceUrl", a.is_flapping AS "isFlapping", a.started_at AS "startedAt",
  a.ended_at AS "endedAt", a.end_reason AS "endReason", a.acknowledged_at AS "acknowledgedAt",
  a.acknowledged_by_name AS "acknowledgedByName", a.acknowledged_until AS "acknowledgedUntil"`;

type Filters = AlertsAsk & {
  readonly projectId: number;
  readonly environment?: string | undefined;
};

function conditionsOf({ projectId, environment, ...filters }: Filters, bind: Bind): string[] {
  const { severity, rule, mark, search } = filters;
  const where = [`a.project_id = ${bind(projectId)}`];
  if (severity !== undefined) where.push(`a.severity = ${bind(severity)}`);
  if (rule !== undefined) where.push(`a.rule_id = ${bind(rule)}::uuid`);
  if (mark !== undefined) where.push(mark === "real" ? "a.mark IS NULL" : `a.mark = ${bind(mark)}`);
  // What belongs to no environment concerns all of them.
  if (environment !== undefined)
    where.push(`coalesce(a.labels->>'environment', ${bind(environment)}) = ${bind(environment)}`);
  if (search) {
    const like = bind(`%${search.replaceAll(/[\\%_]/g, "\\$&")}%`);
    where.push(`(a.name ILIKE ${like} OR EXISTS (SELECT 1 FROM jsonb_each_text(a.labels) AS l
      WHERE l.key || '=' || l.value ILIKE ${like}))`);
  }
  return where;
}

type Bind = (value: unknown) => string;

/** More than anybody can read at once; the count says what is left out. */
const OPEN_READ = 500;
const HISTORY_READ = 200;

/** The worst first, and of those the longest standing: what is left out is not what anybody looks for. */
export async function readOpenAlerts(
  sql: Sql,
  filters: Filters,
): Promise<{ rows: AlertRow[]; count: number }> {
  const { values, bind } = binder();
  const where = [...conditionsOf(filters, bind), "a.ended_at IS NULL"].join(" AND ");
  const rows = await select<AlertRow & { readonly all: number }>(
    sql,
    `SELECT ${COLUMNS}, (count(*) OVER ())::float8 AS "all" FROM alert a WHERE ${where}
     ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low'], a.severity), a.started_at, a.id
     LIMIT ${OPEN_READ}`,
    values,
  );
  return { rows: rows.map(({ all: _all, ...row }) => row), count: rows[0]?.all ?? 0 };
}

type OpenCount = {
  readonly firing: number;
  readonly unanswered: number;
  readonly worst: Severity | null;
};

/** For the navigation of every page: nothing but figures. */
export async function countOpenAlerts(sql: Sql, projectId: number): Promise<OpenCount> {
  const rows = await select<{ severity: Severity; n: number; unanswered: number }>(
    sql,
    `SELECT a.severity, count(*)::float8 AS n,
       count(*) FILTER (WHERE a.acknowledged_at IS NULL)::float8 AS unanswered
     FROM alert a WHERE a.project_id = $1 AND a.mark IS NULL AND a.ended_at IS NULL GROUP BY a.severity`,
    [projectId],
  );
  const known = SEVERITIES.flatMap(
    (severity) => rows.find((row) => row.severity === severity) ?? [],
  );
  const pages = known.filter(({ severity }) => PAGING.includes(severity));
  return {
    firing: known.reduce((sum, { n }) => sum + n, 0),
    unanswered: pages.reduce((sum, { unanswered }) => sum + unanswered, 0),
    worst: known[0]?.severity ?? null,
  };
}

/** Severities that wake somebody. */
const PAGING: readonly Severity[] = ["critical", "high"];

/** Those that are over and were open at some time in the span, newest first. */
export async function readEndedAlerts(
  sql: Sql,
  { span, ...filters }: Filters & { readonly span: Span },
): Promise<{ rows: AlertRow[]; count: number }> {
  const { values, bind } = binder();
  const where = [
    ...conditionsOf(filters, bind),
    `a.ended_at >= ${bind(span.from)}`,
    `a.started_at < ${bind(span.to)}`,
  ].join(" AND ");
  const rows = await select<AlertRow & { readonly all: number }>(
    sql,
    `SELECT ${COLUMNS}, (count(*) OVER ())::float8 AS "all" FROM alert a WHERE ${where}
     ORDER BY a.started_at DESC, a.id LIMIT ${HISTORY_READ}`,
    values,
  );
  return { rows: rows.map(({ all: _all, ...row }) => row), count: rows[0]?.all ?? 0 };
}

export async function readAlertRow(
  sql: Sql,
  projectId: number,
  id: string,
): Promise<AlertRow | null> {
  const [row] = await select<AlertRow>(
    sql,
    `SELECT ${COLUMNS} FROM alert a WHERE a.project_id = $1 AND a.id = $2::uuid`,
    [projectId, id],
  );
  return row ?? null;
}

/** What the rules remember, of label sets of which there is something to say. */
export function readRuleStates(sql: Sql, projectId: number): Promise<KnownRule[]> {
  return select(
    sql,
    `SELECT r.id::text, r.name, r.severity, r.spec,
       coalesce(jsonb_path_query_array(s.state, '$.alerts[*] ? (@.phase != "inactive")'), '[]') AS alerts
     FROM alert_rule r LEFT JOIN alert_rule_state s ON s.rule_id = r.id
     WHERE r.project_id = $1 ORDER BY r.name`,
    [projectId],
  );
}

type EvaluationRow = {
  readonly rules: number;
  readonly failing: number;
  readonly lastAt: Date | null;
  readonly isStale: boolean;
};

/** A rule that is overdue by this much is not being looked at. By the database's clock, as the rules are. */
const OVERDUE = "interval '1 minute'";

export async function readEvaluation(sql: Sql, projectId: number): Promise<EvaluationRow> {
  const [row] = await select<EvaluationRow>(
    sql,
    `SELECT count(*)::float8 AS rules,
       count(*) FILTER (WHERE jsonb_typeof(s.state->'failures') = 'object')::float8 AS failing,
       max(s.evaluated_at) AS "lastAt",
       coalesce(bool_or(coalesce(s.next_at, r.updated_at) < now() - ${OVERDUE}), false) AS "isStale"
     FROM alert_rule r LEFT JOIN alert_rule_state s ON s.rule_id = r.id
     WHERE r.project_id = $1 AND r.is_enabled`,
    [projectId],
  );
  return row ?? { rules: 0, failing: 0, lastAt: null, isStale: false };
}
