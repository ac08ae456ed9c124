/** Reads what surrounds an alert: its steps, what changed before it, whom it reaches, and earlier ones like it. */
import type { Labels } from "@/lib/alerts/labels";
import type { Reason, TransitionKind } from "@/lib/alerts/state";
import { DAY, frameOf, type Span } from "@/lib/core/time";
import type { Db } from "@/lib/platform/db";
import { readCounters } from "@/lib/telemetry/store/counters";
import { binder, type Sql, select, tierAndPartial } from "@/lib/telemetry/store/sql";
import type { AlertRow } from "./rows";

type StoredTransition = {
  readonly id: string;
  readonly kind: TransitionKind;
  readonly at: Date;
  readonly value: number | null;
  readonly reason: Reason;
  readonly isQuiet: boolean;
  readonly message: string | null;
};

const STEPS_SHOWN = 200;

/** Its own, and those of the same label set shortly before it began: pending comes before the alert does. */
export const readTransitions = (
  sql: Sql,
  projectId: number,
  { id, ruleId, key }: Pick<AlertRow, "id" | "ruleId" | "key">,
  { from, to }: Span,
): Promise<StoredTransition[]> =>
  select(
    sql,
    `SELECT id, kind, at, value, reason, is_quiet AS "isQuiet", message FROM alert_transition
     WHERE project_id = $1 AND (alert_id = $2::uuid
       OR (rule_id = $3::uuid AND key = $4 AND at >= $5 AND at <= $6))
     ORDER BY at DESC, id LIMIT ${STEPS_SHOWN}`,
    [projectId, id, ruleId, key, from, to],
  );

/** What an alert is not explained by: its own handling, and who may see what. */
const NO_CAUSE = [
  "alert",
  "approval",
  "error",
  "incident",
  "invitation",
  "person",
  "quarantine",
  "session",
  "silence",
];
/** Of rules and channels: what was tried changes nothing, and says nothing of what is wrong. */
const NO_CHANGE = ["alert-rule.test", "channel.test", "notification.replay"];
const CHANGES_SHOWN = 50;

export const readSettingChanges = (db: Db, projectId: number, { from, to }: Span) =>
  db.auditEntry.findMany({
    where: {
      ...{ projectId, at: { gte: from, lte: to } },
      ...{ objectKind: { notIn: NO_CAUSE }, action: { notIn: NO_CHANGE } },
    },
    select: {
      ...{ id: true, at: true, action: true, actorName: true, objectKind: true, objectId: true },
      ...{ before: true, after: true, reason: true },
    },
    orderBy: { at: "desc" },
    take: CHANGES_SHOWN,
  });

export const ACKNOWLEDGED = "alert.acknowledge";
export const TAKEN_BACK = "alert.take-back";

export const readAnswers = (db: Db, projectId: number, id: string) =>
  db.auditEntry.findMany({
    where: {
      ...{ projectId, objectKind: "alert", objectId: id },
      action: { in: [ACKNOWLEDGED, TAKEN_BACK] },
    },
    select: { id: true, at: true, action: true, actorName: true },
    orderBy: { at: "desc" },
    take: CHANGES_SHOWN,
  });

/** The agents and users of a stretch of time, narrowed by what the alert's labels say. */
export async function readAffected(
  sql: Sql,
  projectId: number,
  span: Span,
  labels: Labels,
  now: Date,
) {
  const { environment, agent } = labels;
  const { tier } = frameOf(span, now);
  const place = { projectId, span, tier };
  const [agents, users] = await Promise.all([
    readCounters(sql, { ...place, by: ["agent"], where: { environment, agent } }),
    agent === undefined ? readUsersHit(sql, { ...place, environment }) : null,
  ]);
  return { agents, users };
}

type Place = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: ReturnType<typeof frameOf>["tier"];
  readonly environment: string | undefined;
};

async function readUsersHit(sql: Sql, place: Place) {
  const { values, bind } = binder();
  const within =
    place.environment === undefined ? [] : [`environment = ${bind(place.environment)}`];
  const from = tierAndPartial("user_activity", ["user_id", "errors"], place, within, bind);
  const [row] = await select<{ readonly users: number; readonly hit: number }>(
    sql,
    `SELECT count(DISTINCT user_id)::float8 AS users,
       (count(DISTINCT user_id) FILTER (WHERE errors > 0))::float8 AS hit FROM ${from}`,
    values,
  );
  return row ?? { users: 0, hit: 0 };
}

const EARLIER_MS = 30 * DAY;

type EarlierRow = {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly all: number;
};

/** The newest earlier one of the same label set, and how many there were in thirty days. */
export async function readEarlier(
  sql: Sql,
  projectId: number,
  { id, ruleId, source, key, mark, startedAt }: AlertRow,
): Promise<EarlierRow | null> {
  const [row] = await select<EarlierRow>(
    sql,
    `SELECT id::text, started_at AS "startedAt", ended_at AS "endedAt",
       (count(*) OVER ())::float8 AS "all"
     FROM alert WHERE project_id = $1 AND id <> $2::uuid AND rule_id IS NOT DISTINCT FROM $3::uuid
       AND source = $4 AND key = $5 AND mark IS NOT DISTINCT FROM $6
       AND started_at < $7 AND started_at >= $8
     ORDER BY started_at DESC LIMIT 1`,
    [
      ...[projectId, id, ruleId, source, key, mark],
      ...[startedAt, new Date(startedAt.getTime() - EARLIER_MS)],
    ],
  );
  return row ?? null;
}
