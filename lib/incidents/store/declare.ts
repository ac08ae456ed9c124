/** Makes incidents and links alerts to them: by a person, or by the severity of what fires. */
import { randomBytes } from "node:crypto";
import { SEVERITIES, type Severity } from "@/lib/alerts/schema";
import { uuidV7 } from "@/lib/core/ids";
import type { EntryKind } from "@/lib/incidents/views";
import { short } from "@/lib/notify/excerpt";
import { databaseInstant } from "@/lib/notify/store/instant";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export const LONGEST_TITLE = 200;

/** Any number that nothing else locks by. */
const LOCK = 7_461;

/** Of a project's incidents: numbers are counted, and groups looked for, one after the other. */
export const lockIncidents = (on: Connection, projectId: number): Promise<object[]> =>
  rowsOf(on, "SELECT pg_advisory_xact_lock($1::int4, $2::int4)::text AS held", [LOCK, projectId]);

export type Who = { readonly id: string | null; readonly name: string };
const SYSTEM: Who = { id: null, name: "Wheelhouse" };

type New = {
  readonly projectId: number;
  readonly title: string;
  readonly severity: Severity;
  readonly source: "person" | "severity" | "drill" | "rollout";
  readonly scenario?: string | null;
  readonly summary?: string;
  readonly runbook: string | null;
  readonly startedAt: Date;
  readonly detectedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly by: Who;
};

export type Made = { readonly id: string; readonly number: number };

/** Under the project's lock. */
export async function makeIncident(on: Connection, made: New): Promise<Made> {
  const now = await databaseInstant(on);
  const id = uuidV7(now.getTime(), randomBytes(10));
  const [row] = await rowsOf<{ number: number }>(
    on,
    `INSERT INTO incident (id, project_id, number, title, severity, status, is_drill, scenario, source,
       summary, runbook, started_at, detected_at, acknowledged_at, declared_by_name, created_at)
     SELECT $1::uuid, $2::int4, coalesce(max(number), 0) + 1, $3::text, $4::text, 'investigating',
       $5::bool, $6::text, $7::text, $8::text, $9::text, $10::timestamptz, $11::timestamptz,
       $12::timestamptz, $13::text, $14::timestamptz FROM incident WHERE project_id = $2::int4
     RETURNING number`,
    [
      ...[id, made.projectId, made.title, made.severity, made.source === "drill"],
      ...[made.scenario ?? null, made.source, made.summary ?? "", made.runbook],
      ...[made.startedAt, made.detectedAt, made.acknowledgedAt, made.by.name, now],
    ],
  );
  if (!row) throw new Error("An incident was not kept");
  await addEntry(on, id, { kind: "declared", text: declaredWords(made), by: made.by, at: now });
  return { id, number: row.number };
}

const declaredWords = ({ source, severity }: New): string =>
  source === "drill" ? `Drill begun as ${severity}` : `Declared as ${severity}${BY[source] ?? ""}`;

const BY: Readonly<Record<string, string>> = {
  severity: " by the severity of its alert",
  rollout: " by its rollout",
};

type Entry = {
  readonly kind: EntryKind;
  readonly text: string;
  readonly by: Who;
  readonly at: Date;
  readonly url?: string | null;
  /** What it is about, where it is about one step of a runbook. */
  readonly told?: readonly string[];
  readonly on?: { readonly runbook: string; readonly step: string } | null;
};

/** Ids that sort by time would tell two of one instant in any order: the random part grows by itself. */
export async function addEntry(
  on: Connection,
  incidentId: string,
  { kind, text, by, at, url = null, told = [], on: about = null }: Entry,
): Promise<string> {
  const id = uuidV7(at.getTime(), randomBytes(10));
  await rowsOf(
    on,
    `INSERT INTO incident_entry (id, incident_id, kind, at, by_id, by_name, text, url, runbook, step,
       told)
     VALUES ($1::uuid, $2::uuid, $3::text, $4::timestamptz, $5::text, $6::text, $7::text, $8::text,
       $9::text, $10::text, $11::text[])`,
    [
      ...[id, incidentId, kind, at, by.id, by.name, text, url],
      ...[about?.runbook ?? null, about?.step ?? null, [...told]],
    ],
  );
  return id;
}

/** False when it belongs to one already: it stays where it is. */
export async function linkAlert(
  on: Connection,
  incidentId: string,
  alertId: string,
  by: Who = SYSTEM,
): Promise<boolean> {
  const linked = await rowsOf(
    on,
    `WITH linked AS (
       INSERT INTO incident_alert (alert_id, incident_id, linked_at, linked_by_name)
       VALUES ($1::uuid, $2::uuid, now(), $3::text) ON CONFLICT (alert_id) DO NOTHING
       RETURNING alert_id
     )
     UPDATE incident AS i SET rules = (
       SELECT array(SELECT DISTINCT unnest(i.rules || ${ruleOf("a")}) ORDER BY 1)
     ), runbook = coalesce(i.runbook, a.runbook)
     FROM linked JOIN alert AS a ON a.id = linked.alert_id WHERE i.id = $2::uuid RETURNING i.id`,
    [alertId, incidentId, by.name],
  );
  return linked.length > 0;
}

/** The name of what was taken out; null where it was no part of it. */
export async function unlinkAlert(
  on: Connection,
  incidentId: string,
  alertId: string,
): Promise<string | null> {
  const [row] = await rowsOf<{ name: string }>(
    on,
    `WITH gone AS (
       DELETE FROM incident_alert WHERE alert_id = $1::uuid AND incident_id = $2::uuid RETURNING alert_id
     )
     UPDATE incident AS i SET rules = array_remove(i.rules, CASE WHEN NOT EXISTS (
       SELECT 1 FROM incident_alert AS l JOIN alert AS o ON o.id = l.alert_id
       WHERE l.incident_id = i.id AND l.alert_id <> a.id AND ${ruleOf("o")} = ${ruleOf("a")}
     ) THEN ${ruleOf("a")} END)
     FROM gone JOIN alert AS a ON a.id = gone.alert_id WHERE i.id = $2::uuid RETURNING a.name`,
    [alertId, incidentId],
  );
  return row?.name ?? null;
}

/** What tells the alerts of one cause: their rule, or what another system calls them. */
export const ruleOf = (alert: string): string =>
  `coalesce(${alert}.rule_id::text, ${alert}.source || ':' || ${alert}.name)`;

type Fired = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: string | null;
  readonly began: Date;
  readonly startedAt: Date;
  readonly declares: string;
};

/** When its condition became true, as far as its rule tells. */
export const BEGAN = `a.started_at - coalesce((a.rule->>'forMs')::float8, 0) * interval '1 millisecond'`;

/**
 * What has just fired joins the open incident of its rule or of its group of alerts, or declares one where
 * the project wants that. In the transaction in which their groups hear of them: once, or not at all.
 */
export async function declareFor(
  on: Connection,
  projectId: number,
  alertIds: readonly string[],
): Promise<number> {
  const fired = await firedIn(on, projectId, alertIds);
  if (fired.length === 0) return 0;
  await lockIncidents(on, projectId);
  let declared = 0;
  for (const alert of fired) {
    const isWanted = declares(alert);
    const open = await openFor(on, projectId, alert.id, isWanted);
    if (open === null && !isWanted) continue;
    const id = open ?? (await declareBy(on, projectId, alert)).id;
    await linkAlert(on, id, alert.id);
    declared += Number(open === null);
  }
  return declared;
}

/** Real, open and not yet part of any; the worst and then the oldest first. */
const firedIn = (on: Connection, projectId: number, alertIds: readonly string[]) =>
  rowsOf<Fired>(
    on,
    `SELECT a.id::text, a.name, a.severity, a.runbook, ${BEGAN} AS began, a.started_at AS "startedAt",
       p.declare_incidents AS declares
     FROM alert AS a JOIN project AS p ON p.id = a.project_id
     WHERE a.project_id = $1::int4 AND a.id = ANY($2::uuid[]) AND a.mark IS NULL
       AND a.ended_at IS NULL AND a.kind IN ('firing', 'noData')
       AND NOT EXISTS (SELECT 1 FROM incident_alert AS l WHERE l.alert_id = a.id)
     ORDER BY array_position(ARRAY['critical', 'high', 'medium', 'low'], a.severity), a.started_at, a.id`,
    [projectId, alertIds],
  );

/** `none` comes before them all. */
const declares = ({ severity, declares: least }: Fired): boolean =>
  SEVERITIES.includes(least as Severity) &&
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least as Severity);

/** By its rule always; by what it is told together with only where it would declare one itself. */
async function openFor(
  on: Connection,
  projectId: number,
  alertId: string,
  isWanted: boolean,
): Promise<string | null> {
  const [row] = await rowsOf<{ id: string }>(
    on,
    `SELECT i.id::text FROM incident AS i, alert AS a
     WHERE a.id = $2::uuid AND i.project_id = $1::int4 AND NOT i.is_drill AND i.resolved_at IS NULL
       AND (${ruleOf("a")} = ANY(i.rules) OR ($3::bool AND EXISTS (
         SELECT 1 FROM incident_alert AS l JOIN alert_group AS g ON g.project_id = i.project_id
         WHERE l.incident_id = i.id AND ${isIn("l.alert_id")} AND ${isIn("a.id")})))
     ORDER BY (${ruleOf("a")} = ANY(i.rules)) DESC, i.created_at, i.id LIMIT 1`,
    [projectId, alertId, isWanted],
  );
  return row?.id ?? null;
}

const isIn = (id: string): string =>
  `g.state @> jsonb_build_object('members', jsonb_build_array(jsonb_build_object('fingerprint', ${id}::text)))`;

const declareBy = (on: Connection, projectId: number, alert: Fired): Promise<Made> =>
  makeIncident(on, {
    ...{
      projectId,
      title: short(alert.name, LONGEST_TITLE),
      severity: alert.severity,
      runbook: alert.runbook,
    },
    ...{ source: "severity", startedAt: alert.began, detectedAt: alert.startedAt },
    ...{ acknowledgedAt: null, by: SYSTEM },
  });
