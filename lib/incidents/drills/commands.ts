/** Writes of drills: one begun from a scenario, and somebody's sign-off that they took part. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import { DRILL_NAMES, DRILLS, isDrillName } from "@/lib/incidents/drill";
import { drillSchema, signOffSchema } from "@/lib/incidents/schema";
import { lockedIncident } from "@/lib/incidents/store/change";
import { addEntry, linkAlert, lockIncidents, makeIncident } from "@/lib/incidents/store/declare";
import { playAlert } from "@/lib/incidents/store/drills";
import type { Kept } from "@/lib/incidents/views";
import { databaseInstant } from "@/lib/notify/store/instant";
import { say } from "@/lib/notify/store/say";
import { command } from "@/lib/platform/operation";

export const startDrill = command({
  may: "incidents:write",
  input: drillSchema,
  run: async ({ db, project, actor }, { scenario, channels = [] }) => {
    if (!isDrillName(scenario))
      throw new Fault("invalid", `scenario: is one of ${DRILL_NAMES.join(", ")}`, {
        field: "scenario",
      });
    const { title, story, severity, runbook, checklist } = DRILLS[scenario];
    await lockIncidents(db, project.id);
    const now = await databaseInstant(db);
    const by = { id: actor.id, name: actor.name };
    const made = await makeIncident(db, {
      ...{ projectId: project.id, title, severity, source: "drill", scenario, summary: story },
      ...{ runbook, startedAt: now, detectedAt: now, acknowledgedAt: null, by },
    });
    const alert = await playAlert(db, project.id, scenario, now);
    await linkAlert(db, made.id, alert, by);
    await db.incidentTask.createMany({
      data: checklist.map((task, position) => ({
        ...{ id: uuidV7(now.getTime(), randomBytes(10)), incidentId: made.id, kind: "checklist" },
        ...{ title: task, position, createdAt: now },
      })),
    });
    const told = await say(
      db,
      {
        ...{
          project,
          channels,
          title,
          type: "drill.begun",
          state: "PAGE",
          mark: "drill",
          path: `/alerts/${alert}`,
        },
        ...{
          text: `This is a drill. ${story}`,
          thread: `incident ${made.id}`,
          by: actor.name,
        },
      },
      now,
    );
    if (told.length > 0)
      await addEntry(db, made.id, { kind: "alert", text: "Told of the drill", told, by, at: now });
    return { ...made, told };
  },
  afterwards: async (_ctx, { id, number }): Promise<Kept> => ({ id, number, revision: 0 }),
  audit: ({ scenario }, { id, number, told }) => ({
    action: "incident.drill",
    object: { kind: "incident", id },
    after: { number, scenario, ...(told.length > 0 && { told }) },
  }),
});

/** Once for each person: signed again, the note is the newer one. */
export const signOffDrill = command({
  may: "incidents:write",
  input: signOffSchema,
  run: async ({ db, project, actor }, { id, note }) => {
    const { isDrill, resolvedAt, number } = await lockedIncident(db, project.id, id);
    if (!isDrill) throw new Fault("conflict", "This is no drill: there is nothing to sign off");
    if (resolvedAt === null)
      throw new Fault("conflict", "This drill is not over: resolve it, then sign off");
    if (actor.kind !== "person") throw new Fault("forbidden", "Only a person can sign off a drill");
    const said = { personName: actor.name, note, at: await databaseInstant(db) };
    await db.drillSignOff.upsert({
      where: { incidentId_personId: { incidentId: id, personId: actor.id } },
      create: { incidentId: id, personId: actor.id, ...said },
      update: said,
    });
    return { id, number };
  },
  audit: ({ note }, { id, number }) => ({
    action: "incident.sign-off",
    object: { kind: "incident", id },
    after: { number, note },
  }),
});
