/** Drills: the alert that a scenario plays, how each went, and who has taken part. */
import { randomBytes, randomUUID } from "node:crypto";
import { labelFingerprint } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";
import { DRILLS, type DrillName, isDrillName, scoreOf } from "@/lib/incidents/drill";
import { rowView } from "@/lib/incidents/row-view";
import type { DrillsView, DrillView, SignOff } from "@/lib/incidents/views";
import type { Db, Transaction } from "@/lib/platform/db";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { drillRows, type IncidentStored } from "./rows";

/** Its groups never hear of it (`hasNews` stays off): no channel is told, whatever the policy says. */
export async function playAlert(
  tx: Transaction,
  projectId: number,
  name: DrillName,
  now: Date,
): Promise<string> {
  const { alert, labels: about, severity, runbook } = DRILLS[name];
  const id = uuidV7(now.getTime(), randomBytes(10));
  const labels = { ...about, alertname: alert.name, severity };
  await tx.alert.create({
    data: {
      ...{ id, projectId, source: "drill", key: id, kind: "firing", mark: "drill" },
      ...{ name: alert.name, severity, labels, runbook, hasNews: false, startedAt: now },
      fingerprint: labelFingerprint(labels),
      annotations: { summary: `This is a drill. ${alert.summary}` },
    },
  });
  await note(tx, projectId, id, "fired", labels, now);
  return id;
}

/** A drill that is over leaves nothing that fires. */
export async function endAlerts(
  tx: Transaction,
  projectId: number,
  incidentId: string,
  now: Date,
): Promise<void> {
  const open = await rowsOf<{ id: string; labels: object }>(
    tx,
    `UPDATE alert SET ended_at = $2::timestamptz, end_reason = 'time' WHERE ended_at IS NULL
       AND mark = 'drill' AND id IN (SELECT alert_id FROM incident_alert WHERE incident_id = $1::uuid)
     RETURNING id::text, labels`,
    [incidentId, now],
  );
  for (const { id, labels } of open) await note(tx, projectId, id, "resolved", labels, now);
}

const note = (
  tx: Transaction,
  projectId: number,
  alertId: string,
  kind: "fired" | "resolved",
  labels: object,
  at: Date,
) =>
  tx.alertTransition.create({
    data: {
      ...{ id: randomUUID(), projectId, alertId, key: alertId, labels, kind, at, isQuiet: false },
      reason: kind === "fired" ? "condition" : "time",
    },
  });

/** Null for what is no drill. */
export async function drillView(db: Db, row: IncidentStored): Promise<DrillView | null> {
  if (!row.isDrill) return null;
  const [drill] = await viewsOf(db, [row]);
  return drill ?? null;
}

async function viewsOf(db: Db, rows: readonly IncidentStored[]): Promise<DrillView[]> {
  const of = { incidentId: { in: rows.map(({ id }) => id) } };
  const own = rows.map(({ id, runbook }) => ({
    ...{ incidentId: id, url: { startsWith: `/runbooks/${runbook}?` } },
  }));
  const [opened, signed] = await Promise.all([
    db.incidentEntry.groupBy({
      by: ["incidentId"],
      // The drill's own: another runbook, or a word that somebody typed, is no answer to it.
      where: { ...of, kind: "runbook", OR: own },
      _min: { at: true },
    }),
    db.drillSignOff.findMany({ where: of, orderBy: [{ at: "asc" }, { personName: "asc" }] }),
  ]);
  return rows.map((row) => {
    const first = opened.find(({ incidentId }) => incidentId === row.id)?._min.at ?? null;
    const took = (at: Date | null) => at && Math.max(0, at.getTime() - row.createdAt.getTime());
    return {
      scenario: titleOf(row),
      score: scoreOf({
        acknowledge: took(row.answeredAt),
        runbook: took(first),
        mitigate: took(row.mitigatedAt),
      }),
      signOffs: signed.filter(({ incidentId }) => incidentId === row.id).map(signOffView),
    };
  });
}

const titleOf = ({ scenario, title }: IncidentStored): string =>
  scenario !== null && isDrillName(scenario) ? DRILLS[scenario].title : title;

const signOffView = ({
  personId,
  personName,
  note: said,
  at,
}: {
  personId: string;
  personName: string;
  note: string;
  at: Date;
}): SignOff => ({ personId, person: personName, note: said, at: at.toISOString() });

const PEOPLE_SHOWN = 200;

export async function drillsOf(
  db: Db,
  on: Connection,
  projectId: number,
): Promise<Omit<DrillsView, "channels">> {
  const rows = await drillRows(on, projectId);
  const [views, training] = await Promise.all([
    viewsOf(db, rows),
    rowsOf<{ person: string; drills: number; lastAt: Date }>(
      on,
      `SELECT max(s.person_name) AS person, count(*)::int AS drills, max(s.at) AS "lastAt"
       FROM drill_sign_off AS s JOIN incident AS i ON i.id = s.incident_id
       WHERE i.project_id = $1::int4 GROUP BY s.person_id ORDER BY 1 LIMIT ${PEOPLE_SHOWN}`,
      [projectId],
    ),
  ]);
  return {
    drills: rows.flatMap((row, i) => {
      const view = views[i];
      const { id, number, title, status, startedAt, resolvedAt } = rowView(row);
      return view ? [{ id, number, title, status, startedAt, resolvedAt, ...view }] : [];
    }),
    training: training.map((one) => ({ ...one, lastAt: one.lastAt.toISOString() })),
  };
}
