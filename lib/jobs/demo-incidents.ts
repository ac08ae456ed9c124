/** The demo's past incidents: about the alerts that its history brought, with notes, actions and postmortems, and a drill. */
import { randomBytes } from "node:crypto";
import { uuidV7 } from "@/lib/core/ids";
import { DAY, MINUTE } from "@/lib/core/time";
import { DEMO_PEOPLE, storiesOf, type Told } from "@/lib/demo/stories";
import { demoWorld } from "@/lib/demo/world";
import { DRILLS } from "@/lib/incidents/drill";
import { suggested } from "@/lib/incidents/postmortem";
import { detailOf } from "@/lib/incidents/queries";
import { linkAlert, lockIncidents, type Made } from "@/lib/incidents/store/declare";
import { postmortemTemplate } from "@/lib/incidents/store/template";
import { inTransaction, type Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import type { Prisma } from "@/prisma/client/client";

const LONGEST_ALERT_MS = 30 * MINUTE;

/** Repeated after a crash: what is there already stays as it is. */
export async function writeDemoIncidents(ctx: ProjectCtx, anchorMs: number): Promise<void> {
  for (const story of storiesOf(demoWorld(anchorMs).placements, anchorMs)) {
    const made = await inTransaction(ctx.db, (tx) => writeStory(tx, ctx.project.id, story));
    // What is fresh is still to be written up: its page shows the suggestion.
    if (story.toMs + DAY < anchorMs) await writePostmortem(ctx, made, story);
  }
  await inTransaction(ctx.db, (tx) => writeDrill(tx, ctx.project.id, anchorMs));
}

type Beginning = {
  readonly id: string;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
};

const alertsOf = (tx: Transaction, projectId: number, { fromMs, toMs }: Told) =>
  rowsOf<Beginning>(
    tx,
    `SELECT id::text, started_at AS "startedAt", acknowledged_at AS "answeredAt" FROM alert AS a
     WHERE project_id = $1::int4 AND mark IS NULL AND severity IN ('critical', 'high')
       AND started_at >= $2::timestamptz AND started_at < $3::timestamptz
       AND ended_at <= $4::timestamptz
       AND NOT EXISTS (SELECT 1 FROM incident_alert AS l WHERE l.alert_id = a.id)
     ORDER BY started_at, id`,
    [projectId, new Date(fromMs), new Date(toMs), new Date(toMs + LONGEST_ALERT_MS)],
  );

async function writeStory(tx: Transaction, projectId: number, story: Told): Promise<Made> {
  await lockIncidents(tx, projectId);
  const { title, fromMs, toMs } = story;
  const startedAt = new Date(fromMs);
  const known = await tx.incident.findFirst({
    where: { projectId, title, createdAt: { gte: startedAt, lt: new Date(toMs) } },
  });
  if (known) return known;
  const alerts = await alertsOf(tx, projectId, story);
  const detectedAt = alerts[0]?.startedAt ?? new Date(fromMs + 3 * MINUTE);
  // The commander took it over then, whether or not a later alert of it was answered by itself.
  const answers = alerts.flatMap(({ answeredAt }) => answeredAt?.getTime() ?? []);
  const answeredMs = Math.min(detectedAt.getTime() + 4 * MINUTE, ...answers);
  const made = await create(tx, projectId, {
    ...{ title, severity: story.severity, runbook: story.runbook, source: "severity" },
    ...{ summary: story.summary, impact: story.impact, startedAt, detectedAt },
    acknowledgedAt: new Date(answeredMs),
    mitigatedAt: new Date(fromMs + (toMs - fromMs) * story.mitigatedAt),
    resolvedAt: new Date(toMs),
    ...{ declaredByName: "Wheelhouse", createdAt: detectedAt },
    commanderName: DEMO_PEOPLE.commander,
    communicationsName: DEMO_PEOPLE.communications,
  });
  for (const { id } of alerts) await linkAlert(tx, made.id, id, { id: null, name: "Wheelhouse" });
  await tx.incidentEntry.createMany({ data: entriesOf(made.id, story, detectedAt) });
  await tx.incidentTask.createMany({
    data: story.actions.map(({ title: what, dueInDays }, position) => ({
      ...{ id: idAt(toMs), incidentId: made.id, kind: "action", title: what, position },
      ...{ ownerName: DEMO_PEOPLE.commander, createdAt: new Date(toMs) },
      dueOn: new Date(Math.floor((toMs + dueInDays * DAY) / DAY) * DAY),
    })),
  });
  await judge(tx, alerts);
  return made;
}

const idAt = (ms: number): string => uuidV7(ms, randomBytes(10));

async function create(
  tx: Transaction,
  projectId: number,
  data: Omit<Prisma.IncidentUncheckedCreateInput, "id" | "projectId" | "number" | "status">,
): Promise<Made> {
  const last = await tx.incident.findFirst({ where: { projectId }, orderBy: { number: "desc" } });
  const number = (last?.number ?? 0) + 1;
  const id = uuidV7(new Date(data.createdAt).getTime(), randomBytes(10));
  await tx.incident.create({ data: { ...data, id, projectId, number, status: "resolved" } });
  return { id, number };
}

function entriesOf(
  incidentId: string,
  { notes, severity, toMs, mitigatedAt, fromMs }: Told,
  detectedAt: Date,
) {
  const begun = detectedAt.getTime();
  const entry = (ms: number, kind: string, byName: string, text: string) => ({
    ...{ id: idAt(ms), incidentId, at: new Date(ms), kind, byName, text },
  });
  return [
    entry(begun, "declared", "Wheelhouse", `Declared as ${severity} by the severity of its alert`),
    entry(begun + 4 * MINUTE, "role", DEMO_PEOPLE.commander, `Commander: ${DEMO_PEOPLE.commander}`),
    ...notes.map(({ at, kind, by, text }) => entry(begun + (toMs - begun) * at, kind, by, text)),
    entry(
      ...([fromMs + (toMs - fromMs) * mitigatedAt, "status", DEMO_PEOPLE.commander] as const),
      "Status: Identified → Monitoring",
    ),
    entry(toMs, "status", DEMO_PEOPLE.commander, "Status: Monitoring → Resolved"),
  ];
}

/** The first was worth it; what followed it said nothing new. */
const judge = (tx: Transaction, alerts: readonly Beginning[]) =>
  tx.alertVerdict.createMany({
    skipDuplicates: true,
    data: alerts.slice(0, 3).map(({ id, startedAt }, i) => ({
      ...{ alertId: id, verdict: i === 0 ? "useful" : "noise", byId: "demo" },
      ...{ byName: DEMO_PEOPLE.commander, at: new Date(startedAt.getTime() + 10 * MINUTE) },
    })),
  });

/** By how each place of the template begins that only people know. */
const answers = ({ summary }: Told): readonly (readonly [begins: string, answer: string])[] => [
  ["How many", "those who asked while it lasted waited, or met an error"],
  ["Failed of all", "as the chart of the first alert shows"],
  ["Share of", "within what was left of it"],
  ["Spent more", "nothing that can be told from the noise"],
  ["Lost, wrong", "none"],
  ["SLA met", "met; nobody has to be told"],
  ["What was different", summary],
  ["The event", "the first entry of the timeline"],
  ["What had to be true", "nobody had tried it before"],
  ["Could it have been", "The alert was right and early enough."],
  ["Worth keeping", "users were told within half an hour"],
  ["And why", "finding out who knows that part"],
  ["What would have made", "it was a working day"],
  ["Which step", "it named the cause at its second check"],
  ["Possible", "not needed"],
  ["Few and real", "Both are in the tracker."],
  ["What surprised", "What is not tried does not work when it has to."],
  ["Names, date", `${DEMO_PEOPLE.commander}, ${DEMO_PEOPLE.communications}`],
];

/** Filled in where only people know: the demo shows what a finished one looks like. */
async function writePostmortem(ctx: ProjectCtx, { id }: Made, story: Told): Promise<void> {
  if (await ctx.db.postmortem.findUnique({ where: { incidentId: id } })) return;
  const asked = suggested(await detailOf(ctx, id), postmortemTemplate());
  const text = answers(story).reduce(
    (whole, [begins, answer]) => whole.replace(new RegExp(`<${begins}[^>]*>`), () => answer),
    asked.replace("| draft |", "| agreed |"),
  );
  const at = new Date(story.toMs + DAY / 2);
  const updatedByName = DEMO_PEOPLE.communications;
  await ctx.db.postmortem.create({
    data: { incidentId: id, text, publishedAt: at, updatedAt: at, updatedByName },
  });
}

const DRILL_DAYS_AGO = 5;

async function writeDrill(tx: Transaction, projectId: number, anchorMs: number): Promise<void> {
  await lockIncidents(tx, projectId);
  if ((await tx.incident.count({ where: { projectId, isDrill: true } })) > 0) return;
  const { title, story, severity, runbook } = DRILLS.outage;
  const fromMs = anchorMs - DRILL_DAYS_AGO * DAY;
  const after = (minutes: number) => new Date(fromMs + minutes * MINUTE);
  const made = await create(tx, projectId, {
    ...{ title, severity, runbook, summary: story, source: "drill", isDrill: true },
    ...{ scenario: "outage", startedAt: after(0), detectedAt: after(0), acknowledgedAt: after(3) },
    ...{ mitigatedAt: after(17), resolvedAt: after(22), createdAt: after(0) },
    ...{ declaredByName: DEMO_PEOPLE.commander, commanderName: DEMO_PEOPLE.commander },
  });
  const text = `Opened the runbook ${runbook}`;
  const byName = DEMO_PEOPLE.commander;
  const url = `/runbooks/${runbook}?incident=${made.id}`;
  await tx.incidentEntry.create({
    data: {
      id: idAt(fromMs),
      incidentId: made.id,
      kind: "runbook",
      at: after(6),
      byName,
      text,
      url,
    },
  });
  await tx.drillSignOff.createMany({
    data: Object.entries(DEMO_PEOPLE).map(([role, personName], i) => ({
      ...{ incidentId: made.id, personId: `demo ${role}`, personName, at: after(30 + i) },
      note: i === 0 ? "We did not know who may restart the service." : "",
    })),
  });
}
