/** Writes of incidents: declared, taken on, changed, written into, and linked to alerts. */
import { Fault } from "@/lib/core/fault";
import { short } from "@/lib/notify/excerpt";
import { databaseInstant } from "@/lib/notify/store/instant";
import { say } from "@/lib/notify/store/say";
import type { Transaction } from "@/lib/platform/db";
import { type Audit, command, type ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import type { AlertVerdict, Incident } from "@/prisma/client/client";
import {
  changeSchema,
  declareSchema,
  entryEditSchema,
  entrySchema,
  incidentIdSchema,
  linkSchema,
  verdictSchema,
} from "./schema";
import { changeIncidentIn, lockedIncident } from "./store/change";
import {
  addEntry,
  BEGAN,
  LONGEST_TITLE,
  linkAlert as linkIn,
  lockIncidents,
  type Made,
  makeIncident,
  unlinkAlert as unlinkIn,
  type Who,
} from "./store/declare";
import type { Kept } from "./views";

type Writing = ProjectCtx & { readonly db: Transaction };

const whoIs = ({ actor }: Pick<ProjectCtx, "actor">): Who => ({
  id: actor.id,
  name: actor.name,
});

type Alert = {
  readonly name: string;
  readonly about: string | null;
  readonly runbook: string | null;
  readonly began: Date;
  readonly startedAt: Date;
  readonly mark: string | null;
  readonly incident: number | null;
};

async function alertIn({ db, project }: Writing, id: string): Promise<Alert> {
  const [alert] = await rowsOf<Alert>(
    db,
    `SELECT a.name, coalesce(a.labels->>'agent', a.labels->>'component') AS about, a.runbook,
       ${BEGAN} AS began, a.started_at AS "startedAt", a.mark, i.number AS incident
     FROM alert AS a LEFT JOIN incident_alert AS l ON l.alert_id = a.id
     LEFT JOIN incident AS i ON i.id = l.incident_id
     WHERE a.project_id = $1::int4 AND a.id = $2::uuid`,
    [project.id, id],
  );
  if (!alert) throw new Fault("not-found", "There is no such alert, or it is no longer kept");
  if (alert.incident !== null)
    throw new Fault("conflict", `This alert is part of incident ${alert.incident} already`, {
      field: "alert",
    });
  if (alert.mark !== null)
    throw new Fault("conflict", `This alert is a ${alert.mark}: it is no incident`, {
      field: "alert",
    });
  return alert;
}

/** Other systems name alerts as they like: a title is one line, without what turns or hides letters. */
const titleFor = (alert: Alert | null): string =>
  short([alert?.name, alert?.about].filter(Boolean).join(": "), LONGEST_TITLE) || "Alert";

/** Whoever declares it is on it. */
export const declareIncident = command({
  may: "incidents:write",
  input: declareSchema,
  run: async (ctx, { alert: alertId, title: said, severity, summary, startedAt }) => {
    const { db, project } = ctx;
    await lockIncidents(db, project.id);
    const now = await databaseInstant(db);
    const alert = alertId === undefined ? null : await alertIn(ctx, alertId);
    const title = said ?? titleFor(alert);
    const by = whoIs(ctx);
    const began = startedAt ?? alert?.began ?? now;
    if (began > now)
      throw new Fault("invalid", "startedAt: is in the future", { field: "startedAt" });
    const made = await makeIncident(db, {
      ...{ projectId: project.id, title, severity, source: "person", by },
      ...(summary !== undefined && { summary }),
      ...{ runbook: alert?.runbook ?? null, startedAt: began },
      // What declares it without a person looks at nothing.
      acknowledgedAt: ctx.actor.kind === "person" ? now : null,
      detectedAt: alert && alert.startedAt > began ? alert.startedAt : began,
      ...(alert === null && { detectedAt: now }),
    });
    if (alertId !== undefined) await linkIn(db, made.id, alertId, by);
    return { ...made, revision: 0, title };
  },
  afterwards: async (_ctx, { id, number, revision }): Promise<Kept> => ({ id, number, revision }),
  audit: ({ severity, alert }, { title, ...made }) =>
    entry("incident.declare", made, { name: title, severity, ...(alert && { alert }) }),
});

const entry = (
  action: `incident.${string}`,
  { id, number }: Made,
  after: NonNullable<Audit["after"]> & object,
): Audit => ({ action, object: { kind: "incident", id }, after: { number, ...after } });

/** Once: who was first stays. */
export const takeOnIncident = command({
  may: "incidents:write",
  input: incidentIdSchema,
  run: async (ctx, { id }) => {
    const { db, project } = ctx;
    const incident = await lockedIncident(db, project.id, id);
    // A program that is on it is no answer of a human: it changes nothing.
    const isNews =
      ctx.actor.kind === "person" &&
      incident.acknowledgedAt === null &&
      incident.resolvedAt === null;
    if (isNews) {
      const at = await databaseInstant(db);
      await db.incident.update({ where: { id }, data: { acknowledgedAt: at } });
      await addEntry(db, id, { kind: "role", text: "Took it on", by: whoIs(ctx), at });
    }
    return { id, number: incident.number, hasChanged: isNews };
  },
  audit: (_input, done) =>
    done.hasChanged ? entry("incident.take-on", done, { hasChanged: true }) : null,
});

export const changeIncident = command({
  may: "incidents:write",
  input: changeSchema,
  run: (ctx, { project: _here, id, revision, ...change }) =>
    changeIncidentIn(ctx, whoIs(ctx), { id, revision, change }),
  afterwards: async (_ctx, { id, number, revision }): Promise<Kept> => ({ id, number, revision }),
  audit: (_input, { before, after, ...made }) =>
    Object.keys(after).length === 0 ? null : { ...entry("incident.change", made, after), before },
});

const updateOf = ({ id, number, title, isDrill }: Incident, text: string) => ({
  ...{ title: `Incident ${number}: ${title}`, text, state: "UPDATE", path: `/incidents/${id}` },
  ...{ type: "update.incident", thread: `incident ${id}` },
  ...(isDrill && { mark: "drill" as const }),
});

/** An update to stakeholders winds the timer up again, and goes to the channels that were chosen. */
export const writeEntry = command({
  may: "incidents:write",
  input: entrySchema,
  run: async (ctx, { id, kind, text, url, channels = [] }) => {
    const { db, project } = ctx;
    const incident = await lockedIncident(db, project.id, id);
    const at = await databaseInstant(db);
    const told = await say(
      db,
      { ...updateOf(incident, text), project, channels, by: ctx.actor.name },
      at,
    );
    const made = await addEntry(db, id, { kind, text, url: url ?? null, told, by: whoIs(ctx), at });
    if (kind === "update") await db.incident.update({ where: { id }, data: { lastUpdateAt: at } });
    return { id: made, told, incident: { id, number: incident.number } };
  },
  afterwards: async (_ctx, { id, told }) => ({ id, told }),
  audit: ({ kind }, { incident, id, told }) =>
    entry("incident.write", incident, { kind, entry: id, ...(told.length > 0 && { told }) }),
});

/** What it said before stays readable. */
export const editEntry = command({
  may: "incidents:write",
  input: entryEditSchema,
  run: async (ctx, { id, entry: entryId, revision, text }) => {
    const { db, project } = ctx;
    const incident = await lockedIncident(db, project.id, id);
    const known = await db.incidentEntry.findFirst({ where: { id: entryId, incidentId: id } });
    if (!known) throw new Fault("not-found", "There is no such entry in this incident");
    if (!["note", "update", "step", "link"].includes(known.kind))
      throw new Fault("conflict", "What the system noted is not corrected: write a note beside it");
    if (known.revision !== revision)
      throw new Fault("conflict", "Somebody has corrected this entry since you read it", {
        field: "revision",
      });
    const at = await databaseInstant(db);
    if (known.told.length > 0)
      throw new Fault("conflict", "This update was sent: write another that corrects it");
    const was = {
      ...{ text: known.text, at: (known.editedAt ?? known.at).toISOString() },
      by: ctx.actor.name,
    };
    await db.incidentEntry.update({
      where: { id: entryId },
      data: {
        ...{ text, editedAt: at, revision: revision + 1 },
        earlier: [...(known.earlier as (typeof was)[]), was],
      },
    });
    return { id: entryId, revision: revision + 1, incident: { id, number: incident.number }, was };
  },
  afterwards: async (_ctx, { id, revision }) => ({ id, revision }),
  audit: ({ text }, { incident, id, was }) => ({
    ...entry("incident.edit", incident, { entry: id, text }),
    before: { text: was.text },
  }),
});

const noteAlert = async (
  ctx: Writing,
  id: string,
  { alert, text }: { readonly alert: string; readonly text: string },
) => {
  const at = await databaseInstant(ctx.db);
  await addEntry(ctx.db, id, { kind: "alert", text, by: whoIs(ctx), at, url: `/alerts/${alert}` });
};

function refuseInDrill({ isDrill }: Incident): void {
  if (isDrill)
    throw new Fault(
      "conflict",
      "This is a drill: it is about the alert that it plays, and no other",
    );
}

export const linkAlert = command({
  may: "incidents:write",
  input: linkSchema,
  run: async (ctx, { id, alert }) => {
    const { db, project } = ctx;
    await lockIncidents(db, project.id);
    const incident = await lockedIncident(db, project.id, id);
    refuseInDrill(incident);
    const { name } = await alertIn(ctx, alert);
    await linkIn(db, id, alert, whoIs(ctx));
    await noteAlert(ctx, id, { alert, text: `Linked the alert ${short(name, LONGEST_TITLE)}` });
    return { id, number: incident.number };
  },
  audit: ({ alert }, made) => entry("incident.link", made, { alert }),
});

/** Its rule goes with it, unless another alert of that rule stays. */
export const unlinkAlert = command({
  may: "incidents:write",
  input: linkSchema,
  run: async (ctx, { id, alert }) => {
    const { db, project } = ctx;
    await lockIncidents(db, project.id);
    const incident = await lockedIncident(db, project.id, id);
    refuseInDrill(incident);
    const name = await unlinkIn(db, id, alert);
    if (name === null) throw new Fault("not-found", "This alert is no part of this incident");
    await noteAlert(ctx, id, { alert, text: `Took the alert ${short(name, LONGEST_TITLE)} out` });
    return { id, number: incident.number };
  },
  audit: ({ alert }, made) => entry("incident.unlink", made, { alert }),
});

/** One for each alert: whoever judges last has looked at it last. */
export const judgeAlert = command({
  may: "alerts:acknowledge",
  input: verdictSchema,
  run: async (ctx, { id, verdict }) => {
    const { db, project } = ctx;
    const alert = await db.alert.findFirst({
      where: { id, projectId: project.id },
      select: { name: true, verdict: true },
    });
    if (!alert) throw new Fault("not-found", "There is no such alert, or it is no longer kept");
    const by = whoIs(ctx);
    const said = { byId: by.id ?? "", byName: by.name, at: await databaseInstant(db) };
    if (verdict === null) await db.alertVerdict.deleteMany({ where: { alertId: id } });
    else
      await db.alertVerdict.upsert({
        where: { alertId: id },
        create: { alertId: id, verdict, ...said },
        update: { verdict, ...said },
      });
    return { verdict, was: wordOf(alert.verdict), name: alert.name };
  },
  afterwards: async (_ctx, { verdict }) => ({ verdict }),
  audit: ({ id }, { verdict, was, name }) =>
    verdict === was
      ? null
      : {
          action: "alert.judge",
          object: { kind: "alert", id },
          before: { verdict: was },
          after: { name, verdict },
        },
});

const wordOf = (verdict: AlertVerdict | null): string | null => verdict?.verdict ?? null;
