/** Reads what surrounds an incident where it is kept: its alerts with their steps and answers, and what changed meanwhile. */
import { figureUnitOf } from "@/lib/alerts/figure";
import type { Labels } from "@/lib/alerts/labels";
import { alertViewOf, ruleIn } from "@/lib/alerts/listing";
import { ACKNOWLEDGED, readSettingChanges, TAKEN_BACK } from "@/lib/alerts/store/around";
import type { AlertRow } from "@/lib/alerts/store/rows";
import { changesOf, timelineOf } from "@/lib/alerts/story";
import type { AlertView, Change, TimelineEntry } from "@/lib/alerts/views";
import { HOUR } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { readDeployments } from "@/lib/telemetry/store/deployments";

type Linked = Parameters<typeof alertViewOf>[0] &
  Pick<AlertRow, "rule" | "labels" | "acknowledgedAt" | "acknowledgedByName">;

type Step = Parameters<typeof timelineOf>[0][number] & { readonly alertId: string };
type Answer = Parameters<typeof timelineOf>[1][number] & { readonly alertId: string };

const ALERTS_SHOWN = 200;

const linkedAlerts = (on: Connection, incidentId: string): Promise<Linked[]> =>
  rowsOf(
    on,
    `SELECT a.id::text, a.rule_id::text AS "ruleId", a.source, a.key, a.name, a.kind, a.severity,
       a.labels, a.mark, a.value, a.peak, a.rule, a.is_flapping AS "isFlapping",
       a.started_at AS "startedAt", a.ended_at AS "endedAt", a.end_reason AS "endReason",
       a.acknowledged_at AS "acknowledgedAt", a.acknowledged_by_name AS "acknowledgedByName",
       a.acknowledged_until AS "acknowledgedUntil"
     FROM incident_alert AS l JOIN alert AS a ON a.id = l.alert_id WHERE l.incident_id = $1::uuid
     ORDER BY a.ended_at IS NOT NULL, a.started_at, a.id LIMIT ${ALERTS_SHOWN}`,
    [incidentId],
  );

const STEPS_READ = 2_000;

const stepsOf = (on: Connection, ids: readonly string[]): Promise<Step[]> =>
  rowsOf(
    on,
    `SELECT id, alert_id::text AS "alertId", kind, at, value, reason, is_quiet AS "isQuiet", message
     FROM alert_transition WHERE alert_id = ANY($1::uuid[]) ORDER BY at DESC, id LIMIT ${STEPS_READ}`,
    [ids],
  );

const answersTo = (on: Connection, projectId: number, ids: readonly string[]): Promise<Answer[]> =>
  rowsOf(
    on,
    `SELECT id::text, object_id AS "alertId", at, actor_name AS "actorName",
       action = '${TAKEN_BACK}' AS "isTakenBack"
     FROM audit_entry WHERE project_id = $1::int4 AND object_kind = 'alert'
       AND object_id = ANY($2::text[]) AND action IN ('${ACKNOWLEDGED}', '${TAKEN_BACK}')
     ORDER BY at DESC LIMIT ${STEPS_READ}`,
    [projectId, ids],
  );

type Around = {
  readonly alerts: readonly AlertView[];
  readonly told: readonly {
    readonly id: string;
    readonly name: string;
    readonly steps: readonly TimelineEntry[];
  }[];
  readonly changes: readonly Change[];
};

type Lasted = {
  readonly id: string;
  readonly startedAt: Date;
  readonly resolvedAt: Date | null;
  readonly isDrill: boolean;
};

/** What came shortly before may be the cause; a drill has none. */
const LEAD_MS = HOUR;

export async function readAround(
  { pool, db, project, now }: ProjectCtx,
  { id, startedAt, resolvedAt, isDrill }: Lasted,
): Promise<Around> {
  const rows = await linkedAlerts(pool, id);
  const ids = rows.map((row) => row.id);
  const span = { from: new Date(startedAt.getTime() - LEAD_MS), to: resolvedAt ?? now };
  const environment = commonOf(rows.map(({ labels }) => labels.environment));
  const [steps, answers, deployed, settings] = await Promise.all([
    stepsOf(pool, ids),
    answersTo(pool, project.id, ids),
    isDrill ? [] : readDeployments(pool, { projectId: project.id, span, environment }),
    isDrill ? [] : readSettingChanges(db, project.id, span),
  ]);
  return {
    alerts: rows.map((row) => alertViewOf(row, undefined)),
    told: rows.map((row) => ({
      ...{ id: row.id, name: nameOf(row) },
      steps: toldOf(row, steps, answers),
    })),
    changes: changesOf(deployed, settings, startedAt),
  };
}

/** Told apart where several of one rule are linked. */
const nameOf = ({ name, labels }: Linked): string => {
  const { agent, component } = labels as Labels;
  const of = agent ?? component;
  return of === undefined ? name : `${name} (${of})`;
};

function toldOf(row: Linked, steps: readonly Step[], answers: readonly Answer[]): TimelineEntry[] {
  const rule = ruleIn(row.rule);
  const mine = answers.filter(({ alertId }) => alertId === row.id);
  // By a link in a message: it is on the alert and not among what people did here.
  if (mine.length === 0 && row.acknowledgedAt)
    mine.push({
      ...{ id: `${row.id} answered`, alertId: row.id, at: row.acknowledgedAt },
      ...{ actorName: row.acknowledgedByName ?? "somebody", isTakenBack: false },
    });
  const own = steps.filter(({ alertId }) => alertId === row.id);
  const told = timelineOf(own, mine, rule ? figureUnitOf(rule.signal) : "number");
  return own.length > 0 ? told : [...told, ...bareSteps(row)];
}

/** Other systems post alerts without steps: all that is known is when they began and ended. */
function bareSteps({ id, startedAt, endedAt }: Linked): TimelineEntry[] {
  const bare = { detail: null, by: null, isQuiet: false };
  const fired = { ...bare, id: `${id} fired`, what: "fired", title: "Fired" } as const;
  const ended = { ...bare, id: `${id} ended`, what: "resolved", title: "Resolved" } as const;
  return [
    ...(endedAt ? [{ ...ended, at: endedAt.toISOString() }] : []),
    { ...fired, at: startedAt.toISOString() },
  ];
}

/** Undefined where they differ, or one has none. */
const commonOf = (values: readonly (string | undefined)[]): string | undefined => {
  const [first, ...others] = values;
  return others.every((value) => value === first) ? first : undefined;
};
