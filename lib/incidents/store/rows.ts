/** Reads incidents as they are stored, with what their alerts tell of pages and answers. */
import type { Severity } from "@/lib/alerts/schema";
import { ACKNOWLEDGED } from "@/lib/alerts/store/around";
import type { Span } from "@/lib/core/time";
import type { Stored } from "@/lib/incidents/row-view";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export type IncidentStored = Stored & {
  readonly scenario: string | null;
  readonly rules: readonly string[];
  readonly runbook: string | null;
};

/** An acknowledgement that was taken back is not on the alert any more; the log still knows it. */
const COLUMNS = `i.id::text, i.number, i.title, i.severity, i.status, i.is_drill AS "isDrill", i.scenario,
  i.rules, i.runbook, i.started_at AS "startedAt", i.detected_at AS "detectedAt",
  i.mitigated_at AS "mitigatedAt", i.resolved_at AS "resolvedAt", i.created_at AS "createdAt",
  i.last_update_at AS "lastUpdateAt", i.update_every_minutes AS "updateEveryMinutes",
  i.commander_name AS commander,
  (SELECT count(*)::int FROM incident_alert AS l WHERE l.incident_id = i.id) AS alerts,
  EXISTS (SELECT 1 FROM postmortem AS p WHERE p.incident_id = i.id) AS "hasPostmortem",
  CASE WHEN i.is_drill THEN i.created_at ELSE (
    SELECT min(t.at) FROM incident_alert AS l
    JOIN notification AS n ON n.project_id = i.project_id AND n.kind = 'firing' AND n.mark IS NULL
      AND l.alert_id = ANY(n.alert_ids) AND n.created_at >= i.started_at
      AND n.created_at <= coalesce(i.resolved_at, now())
    JOIN notification_attempt AS t ON t.notification_id = n.id AND t.outcome = 'delivered'
    WHERE l.incident_id = i.id) END AS "pagedAt",
  least(i.acknowledged_at,
    (SELECT min(a.acknowledged_at) FROM incident_alert AS l JOIN alert AS a ON a.id = l.alert_id
     WHERE l.incident_id = i.id),
    (SELECT min(e.at) FROM incident_alert AS l JOIN audit_entry AS e ON e.project_id = i.project_id
       AND e.object_kind = 'alert' AND e.object_id = l.alert_id::text AND e.action = '${ACKNOWLEDGED}'
     WHERE l.incident_id = i.id)) AS "answeredAt"`;

const MOST = 500;

export const openIncidents = (on: Connection, projectId: number): Promise<IncidentStored[]> =>
  rowsOf(
    on,
    `SELECT ${COLUMNS} FROM incident AS i WHERE i.project_id = $1::int4 AND i.resolved_at IS NULL
     ORDER BY i.is_drill, array_position(ARRAY['critical', 'high', 'medium', 'low'], i.severity),
       i.started_at, i.id LIMIT ${MOST}`,
    [projectId],
  );

/** Newest first: those that began in the span, and the last that was over before it. */
export const incidentsIn = (
  on: Connection,
  projectId: number,
  { from, to }: Span,
): Promise<IncidentStored[]> =>
  rowsOf(
    on,
    `SELECT ${COLUMNS} FROM incident AS i WHERE i.project_id = $1::int4
       AND i.started_at < $3::timestamptz AND (i.started_at >= $2::timestamptz OR i.id = (
         SELECT b.id FROM incident AS b WHERE b.project_id = $1::int4 AND NOT b.is_drill
           AND b.started_at < $2::timestamptz
         ORDER BY b.resolved_at DESC NULLS FIRST LIMIT 1))
     ORDER BY i.started_at DESC, i.id LIMIT ${MOST}`,
    [projectId, from, to],
  );

export async function incidentRow(
  on: Connection,
  projectId: number,
  id: string,
): Promise<IncidentStored | null> {
  const [row] = await rowsOf<IncidentStored>(
    on,
    `SELECT ${COLUMNS} FROM incident AS i WHERE i.project_id = $1::int4 AND i.id = $2::uuid`,
    [projectId, id],
  );
  return row ?? null;
}

const DRILLS_SHOWN = 100;

export const drillRows = (on: Connection, projectId: number): Promise<IncidentStored[]> =>
  rowsOf(
    on,
    `SELECT ${COLUMNS} FROM incident AS i WHERE i.project_id = $1::int4 AND i.is_drill
     ORDER BY i.created_at DESC, i.id LIMIT ${DRILLS_SHOWN}`,
    [projectId],
  );

const PAST_LOOKED_AT = 500;

/** What might be like it: real ones that are over, newest first. */
export const pastRows = (on: Connection, projectId: number): Promise<IncidentStored[]> =>
  rowsOf(
    on,
    `SELECT ${COLUMNS} FROM (SELECT * FROM incident WHERE project_id = $1::int4 AND NOT is_drill
       AND resolved_at IS NOT NULL ORDER BY started_at DESC LIMIT ${PAST_LOOKED_AT}) AS i
     ORDER BY i.started_at DESC, i.id`,
    [projectId],
  );

export type PageStored = {
  readonly key: string;
  readonly name: string;
  readonly startedAt: Date;
  readonly verdict: string | null;
};

/** Real alerts of a severity that pages, that began in the span. */
export const pagesIn = (
  on: Connection,
  projectId: number,
  { from, to }: Span,
): Promise<PageStored[]> =>
  rowsOf(
    on,
    `SELECT coalesce(a.rule_id::text, a.source || ':' || a.name) AS key, a.name,
       a.started_at AS "startedAt", v.verdict
     FROM alert AS a LEFT JOIN alert_verdict AS v ON v.alert_id = a.id
     WHERE a.project_id = $1::int4 AND a.mark IS NULL AND a.severity IN ('critical', 'high')
       AND a.started_at >= $2::timestamptz AND a.started_at < $3::timestamptz`,
    [projectId, from, to],
  );

export type OpenCount = {
  readonly open: number;
  readonly drills: number;
  readonly id: string | null;
  readonly number: number | null;
  readonly title: string | null;
  readonly severity: Severity | null;
};

/** For every page: how many are open, and the worst of them. */
export async function countOpen(on: Connection, projectId: number): Promise<OpenCount | null> {
  const [row] = await rowsOf<OpenCount>(
    on,
    `SELECT (count(*) FILTER (WHERE NOT is_drill) OVER ())::int AS open,
       (count(*) FILTER (WHERE is_drill) OVER ())::int AS drills, id::text, number, title, severity
     FROM incident WHERE project_id = $1::int4 AND resolved_at IS NULL
     ORDER BY is_drill, array_position(ARRAY['critical', 'high', 'medium', 'low'], severity),
       started_at, id LIMIT 1`,
    [projectId],
  );
  return row ?? null;
}
