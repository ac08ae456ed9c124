/** Alerts and their history as rows. */
import { type Connection, rowsOf } from "@/lib/platform/rows";
import {
  type Changes,
  type Ended,
  type Logged,
  numberOf,
  type OpenAlert,
  type Opened,
} from "./changes";
import { snapshotOf } from "./rules";

export const openAlertsOf = (on: Connection, ruleIds: readonly string[]): Promise<OpenAlert[]> =>
  rowsOf<OpenAlert>(
    on,
    `SELECT id, rule_id, kind, key, value, peak, sample_size, labels, annotations, is_flapping
     FROM alert WHERE rule_id = ANY($1::uuid[]) AND ended_at IS NULL AND mark IS NULL
     ORDER BY id FOR UPDATE`,
    [ruleIds],
  );

/** Written in the transaction that also writes the rules' states: a transition that is there already was told before. */
export async function saveChanges(
  on: Connection,
  projectId: number,
  { opened, updated, ended, logged, news, unacknowledged }: Changes,
): Promise<void> {
  // An end may come before a beginning of the same kind in one evaluation.
  const isNew = new Set(opened.map(({ id }) => id));
  await saveEnds(
    on,
    ended.filter(({ id }) => !isNew.has(id)),
  );
  await saveOpened(on, projectId, opened);
  await saveEnds(
    on,
    ended.filter(({ id }) => isNew.has(id)),
  );
  await saveUpdates(on, updated, unacknowledged);
  await saveLog(on, projectId, logged);
  if (news.size > 0)
    await rowsOf(
      on,
      "UPDATE alert SET has_news = true WHERE id = ANY($1::uuid[]) AND NOT has_news",
      [[...news]],
    );
}

async function saveEnds(on: Connection, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return;
  await rowsOf(
    on,
    `UPDATE alert AS held SET ended_at = x."endedAt", end_reason = x.reason, is_flapping = false
     FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "endedAt" timestamptz, reason text)
     WHERE held.id = x.id AND held.ended_at IS NULL`,
    [JSON.stringify(ended)],
  );
}

async function saveOpened(
  on: Connection,
  projectId: number,
  opened: readonly Opened[],
): Promise<void> {
  if (opened.length === 0) return;
  const rows = opened.map(({ rule, ...alert }) => ({
    ...alert,
    runbook: rule.runbook,
    rule: snapshotOf(rule),
  }));
  await rowsOf(
    on,
    `INSERT INTO alert (id, project_id, rule_id, source, key, fingerprint, name, kind, severity,
       labels, annotations, value, peak, sample_size, rule, runbook, is_flapping, started_at)
     SELECT id, $2::int4, rule_id, 'rule', key, fingerprint, name, kind, severity, labels,
       annotations, value, peak, sample_size, rule, runbook, is_flapping, "startedAt"
     FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, rule_id uuid, key text, fingerprint text,
       name text, kind text, severity text, labels jsonb, annotations jsonb, value float8,
       peak float8, sample_size float8, rule jsonb, runbook text, is_flapping boolean,
       "startedAt" timestamptz)`,
    [JSON.stringify(rows), projectId],
  );
}

async function saveUpdates(
  on: Connection,
  updated: readonly OpenAlert[],
  unacknowledged: readonly string[],
): Promise<void> {
  if (updated.length > 0)
    await rowsOf(
      on,
      `UPDATE alert AS held SET value = x.value, peak = x.peak, sample_size = x.sample_size,
         labels = x.labels, annotations = x.annotations, is_flapping = x.is_flapping
       FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, value float8, peak float8,
         sample_size float8, labels jsonb, annotations jsonb, is_flapping boolean)
       WHERE held.id = x.id AND (held.value, held.peak, held.sample_size, held.labels,
         held.annotations, held.is_flapping) IS DISTINCT FROM
         (x.value, x.peak, x.sample_size, x.labels, x.annotations, x.is_flapping)`,
      [JSON.stringify(updated)],
    );
  if (unacknowledged.length > 0)
    await rowsOf(
      on,
      `UPDATE alert SET acknowledged_at = NULL, acknowledged_by_id = NULL,
         acknowledged_by_name = NULL, acknowledged_until = NULL WHERE id = ANY($1::uuid[])`,
      [unacknowledged],
    );
}

async function saveLog(
  on: Connection,
  projectId: number,
  logged: readonly Logged[],
): Promise<void> {
  if (logged.length === 0) return;
  const rows = logged.map(({ transition, alertId }) => ({
    ...transition,
    at: new Date(transition.at),
    value: numberOf(transition.value),
    alertId,
  }));
  await rowsOf(
    on,
    `INSERT INTO alert_transition (id, project_id, rule_id, alert_id, key, labels, kind, at, value,
       sample_size, reason, is_quiet, message)
     SELECT id, $2::int4, "ruleId", "alertId", key, labels, kind, at, value, "sampleSize", reason,
       "isQuiet", message
     FROM jsonb_to_recordset($1::jsonb) AS x(id text, "ruleId" uuid, "alertId" uuid, key text,
       labels jsonb, kind text, at timestamptz, value float8, "sampleSize" float8, reason text,
       "isQuiet" boolean, message text)
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(rows), projectId],
  );
}
