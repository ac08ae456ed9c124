/** Writes of what is to be done: the checklist while it lasts, action items afterwards. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import { taskChangeSchema, taskSchema } from "@/lib/incidents/schema";
import { lockedIncident } from "@/lib/incidents/store/change";
import { addEntry } from "@/lib/incidents/store/declare";
import { ownerIn } from "@/lib/incidents/store/owner";
import { databaseInstant } from "@/lib/notify/store/instant";
import { type Audit, command } from "@/lib/platform/operation";
import type { IncidentTask, Prisma } from "@/prisma/client/client";

const MOST = 200;

const dayOf = (date: string | null | undefined): { dueOn?: Date | null } =>
  date === undefined ? {} : { dueOn: date === null ? null : new Date(`${date}T00:00:00Z`) };

export const addTask = command({
  may: "incidents:write",
  input: taskSchema,
  run: async ({ db, project }, { id, kind, title, owner, dueOn }) => {
    const { number } = await lockedIncident(db, project.id, id);
    const position = await db.incidentTask.count({ where: { incidentId: id } });
    if (position >= MOST)
      throw new Fault(
        "conflict",
        `An incident has at most ${MOST} tasks: keep the rest where you plan your work`,
      );
    const now = await databaseInstant(db);
    const task = await db.incidentTask.create({
      data: {
        ...{ id: uuidV7(now.getTime(), randomBytes(10)), incidentId: id, kind, title, position },
        ...{ createdAt: now, ...(await ownerIn(db, project.id, owner)), ...dayOf(dueOn) },
      },
    });
    return { id: task.id, incident: { id, number }, after: textOf(task) };
  },
  afterwards: async (_ctx, { id }) => ({ id, revision: 0 }),
  audit: (_input, { incident, after }) => audit("incident.task-add", incident, after),
});

export const changeTask = command({
  may: "incidents:write",
  input: taskChangeSchema,
  run: async (ctx, { id, task: taskId, revision, isDone, title, owner, dueOn }) => {
    const { db, project, actor } = ctx;
    const { number } = await lockedIncident(db, project.id, id);
    const known = await db.incidentTask.findFirst({ where: { id: taskId, incidentId: id } });
    if (!known) throw new Fault("not-found", "There is no such task in this incident");
    if (known.revision !== revision)
      throw new Fault("conflict", "Somebody has changed this task since you read it", {
        field: "revision",
      });
    const at = await databaseInstant(db);
    const isTurned = isDone !== undefined && isDone !== (known.doneAt !== null);
    const done = isDone
      ? { doneAt: at, doneByName: actor.name }
      : { doneAt: null, doneByName: null };
    const task = await db.incidentTask.update({
      where: { id: taskId },
      data: {
        ...(isTurned && done),
        ...(title !== undefined && { title }),
        ...{ ...(await ownerIn(db, project.id, owner)), ...dayOf(dueOn), revision: revision + 1 },
      },
    });
    if (isTurned) {
      const by = { id: actor.id, name: actor.name };
      const text = `${isDone ? "Done" : "Not done after all"}: ${task.title}`;
      await addEntry(db, id, { kind: "task", text, by, at });
    }
    return {
      ...{ id: taskId, revision: revision + 1, incident: { id, number } },
      ...{ before: textOf(known), after: textOf(task) },
    };
  },
  afterwards: async (_ctx, { id, revision }) => ({ id, revision }),
  audit: (_input, { incident, before, after }) => ({
    ...audit("incident.task-change", incident, after),
    before,
  }),
});

const textOf = ({ kind, title, ownerName, dueOn, doneAt }: IncidentTask) => ({
  ...{ kind, title, owner: ownerName },
  dueOn: dueOn?.toISOString().slice(0, 10) ?? null,
  isDone: doneAt !== null,
});

const audit = (
  action: Audit["action"],
  { id, number }: { readonly id: string; readonly number: number },
  after: Prisma.InputJsonObject,
): Audit => ({ action, object: { kind: "incident", id }, after: { number, ...after } });
