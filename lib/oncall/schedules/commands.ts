/** Writes of schedules: made, changed, and removed. */

import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { databaseInstant } from "@/lib/notify/store/instant";
import type { Policy, scheduleSchema } from "@/lib/oncall/schema";
import { asJson, judgePeople, newId, staleFault, uniquely } from "@/lib/oncall/store/keep";
import { scheduleIn } from "@/lib/oncall/store/schedules";
import type { Transaction } from "@/lib/platform/db";
import { command } from "@/lib/platform/operation";
import {
  newScheduleSchema,
  type ScheduleKept,
  scheduleChangeSchema,
  scheduleIdSchema,
} from "./schema";

const MOST_SCHEDULES = 100;
type Written = z.output<typeof scheduleSchema>;

const participantsOf = ({ layers }: Pick<Written, "layers">): string[] =>
  layers.flatMap(({ participants }) => participants);

const named = (name: string) => ({ noun: "a schedule", name, field: "schedule.name" });

export const createSchedule = command({
  may: "on-call:write",
  input: newScheduleSchema,
  run: async ({ db, project }, { schedule }): Promise<ScheduleKept> => {
    const now = await databaseInstant(db);
    const known = await db.onCallSchedule.count({ where: { projectId: project.id } });
    if (known >= MOST_SCHEDULES)
      throw new Fault("conflict", `A project has at most ${MOST_SCHEDULES} schedules`);
    await judgePeople(db, project.id, participantsOf(schedule), { field: "schedule.layers" });
    const { name } = schedule;
    const data = { name, spec: asJson(schedule), createdAt: now, updatedAt: now };
    const { id, revision } = await uniquely(named(name), () =>
      db.onCallSchedule.create({ data: { id: newId(now), projectId: project.id, ...data } }),
    );
    return { id, revision };
  },
  audit: ({ schedule }, { id }) => ({
    action: "schedule.create",
    object: { kind: "schedule", id },
    after: asJson(schedule),
  }),
});

export const changeSchedule = command({
  may: "on-call:write",
  input: scheduleChangeSchema,
  run: async ({ db, project }, { id, revision, schedule }) => {
    const now = await databaseInstant(db);
    const before = await scheduleIn(db, project.id, id, now);
    const known = new Set(participantsOf(before));
    const added = participantsOf(schedule).filter((personId) => !known.has(personId));
    await judgePeople(db, project.id, added, { field: "schedule.layers" });
    const { name } = schedule;
    const data = { name, spec: asJson(schedule), revision: revision + 1, updatedAt: now };
    // Whether it is stale is decided by the row itself, so that of two who save at once one is told.
    const { count } = await uniquely(named(name), () =>
      db.onCallSchedule.updateMany({ where: { id, projectId: project.id, revision }, data }),
    );
    if (count === 0) throw staleFault("schedule");
    return { id, revision: revision + 1, before };
  },
  afterwards: async (_ctx, { id, revision }): Promise<ScheduleKept> => ({ id, revision }),
  audit: ({ schedule }, { id, before }) => ({
    action: "schedule.update",
    object: { kind: "schedule", id },
    before: textOf(before),
    after: asJson(schedule),
  }),
});

export const removeSchedule = command({
  may: "on-call:write",
  input: scheduleIdSchema,
  run: async ({ db, project }, { id }) => {
    const before = await scheduleIn(db, project.id, id, await databaseInstant(db));
    await refuseUsed(db, project.id, id);
    await db.onCallSchedule.deleteMany({ where: { id, projectId: project.id } });
    return before;
  },
  afterwards: async (_ctx, { id, revision }): Promise<ScheduleKept> => ({ id, revision }),
  audit: (_input, before) => ({
    action: "schedule.remove",
    object: { kind: "schedule", id: before.id },
    before: textOf(before),
  }),
});

/** A step that names a schedule which is gone would tell nobody, and nobody would notice. */
async function refuseUsed(tx: Transaction, projectId: number, id: string): Promise<void> {
  const policies = await tx.escalationPolicy.findMany({ where: { projectId } });
  const user = policies.find(({ spec }) =>
    (spec as Policy).steps.some(({ targets }) => targets.some((target) => target.id === id)),
  );
  if (!user) return;
  throw new Fault(
    "conflict",
    `The escalation policy “${user.name}” tells whoever is on call here: change it first`,
  );
}

const textOf = ({ name, zone, layers }: Written) => asJson({ name, zone, layers });
