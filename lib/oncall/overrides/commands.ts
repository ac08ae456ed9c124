/** Shifts taken over, given away and exchanged: everybody their own, an admin everybody's. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { databaseInstant } from "@/lib/notify/store/instant";
import { shifts } from "@/lib/oncall/schedule";
import { asJson, judgePeople, newId } from "@/lib/oncall/store/keep";
import { type KeptSchedule, scheduleIn } from "@/lib/oncall/store/schedules";
import { swapped } from "@/lib/oncall/swap";
import { type Actor, authorise } from "@/lib/platform/actor";
import type { Transaction } from "@/lib/platform/db";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import type { OnCallOverride } from "@/prisma/client/client";
import {
  newOverrideSchema,
  newSwapSchema,
  type OverrideKept,
  overrideIdSchema,
  type SwapKept,
} from "./schema";

const LONGEST_MS = 90 * DAY;
const MOST_OVERRIDES = 500;

const isSelf = (actor: Actor, personId: string): boolean =>
  actor.kind === "person" && actor.id === personId;

function ownId(actor: Actor): string {
  if (actor.kind === "person") return actor.id;
  throw new Fault("invalid", "override.personId: say who takes the time", {
    field: "override.personId",
  });
}

/** Whoever takes over gives only their own time; what is somebody else's is for an admin to move. */
function refuseOthers({ actor, project }: ProjectCtx, isOwn: boolean): void {
  if (!isOwn) authorise(actor, "on-call:write", project.id);
}

export const addOverride = command({
  may: "on-call:override",
  input: newOverrideSchema,
  run: async (ctx, { id, override }) => {
    const { db, project, actor } = ctx;
    const { personId = ownId(actor), from, to, reason } = override;
    const now = await databaseInstant(db);
    const schedule = await scheduleIn(db, project.id, id, now);
    refuseUseless(schedule, override, now);
    const theirs = shifts(schedule, from, to);
    const isOwn = theirs.length > 0 && theirs.every((shift) => isSelf(actor, shift.personId));
    refuseOthers(ctx, isSelf(actor, personId) || isOwn);
    await judgePeople(db, project.id, [personId], { field: "override.personId" });
    await touch(db, id, now);
    const made = { createdByName: actor.name, createdAt: now };
    return db.onCallOverride.create({
      data: {
        ...{ id: newId(now), scheduleId: id, personId, from, to, reason: reason ?? null },
        ...made,
      },
    });
  },
  afterwards: async (_ctx, { id }): Promise<OverrideKept> => ({ id }),
  audit: (_input, override) => ({
    action: "schedule.override",
    object: { kind: "schedule", id: override.scheduleId },
    after: textOf(override),
    ...(override.reason && { reason: override.reason }),
  }),
});

function refuseUseless(
  { overrides }: KeptSchedule,
  { from, to }: { readonly from: Date; readonly to: Date },
  now: Date,
): void {
  if (to <= now)
    throw new Fault("invalid", "override.to: this time is over; choose one to come", {
      field: "override.to",
    });
  if (to.getTime() - from.getTime() > LONGEST_MS)
    throw new Fault("invalid", "override.to: an override lasts at most 90 days", {
      field: "override.to",
    });
  if (overrides.length >= MOST_OVERRIDES)
    throw new Fault("conflict", `A schedule has at most ${MOST_OVERRIDES} overrides to come`);
}

/** One that has begun ends now, so that who was on call stays on record. */
export const removeOverride = command({
  may: "on-call:override",
  input: overrideIdSchema,
  run: async (ctx, { id }) => {
    const { db, project } = ctx;
    const now = await databaseInstant(db);
    const found = await db.onCallOverride.findFirst({
      where: { id, schedule: { projectId: project.id } },
    });
    if (!found || found.to <= now)
      throw new Fault("not-found", "There is no such override to come in this project");
    refuseOthers(ctx, isSelf(ctx.actor, found.personId));
    // Half a swap would leave one of the two with both shifts.
    const whole = found.swapId ? { swapId: found.swapId } : { id: found.id };
    const { scheduleId } = found;
    const coming = { ...whole, scheduleId, from: { gt: now } };
    await db.onCallOverride.deleteMany({ where: coming });
    const begun = { ...whole, scheduleId, from: { lte: now }, to: { gt: now } };
    await db.onCallOverride.updateMany({ where: begun, data: { to: now } });
    await touch(db, scheduleId, now);
    return found;
  },
  afterwards: async (_ctx, { id }): Promise<OverrideKept> => ({ id }),
  audit: (_input, override) => ({
    action: "schedule.override-end",
    object: { kind: "schedule", id: override.scheduleId },
    before: textOf(override),
  }),
});

export const swapShifts = command({
  may: "on-call:override",
  input: newSwapSchema,
  run: async (ctx, { id, swap }) => {
    const { db, project, actor } = ctx;
    const now = await databaseInstant(db);
    const schedule = await scheduleIn(db, project.id, id, now);
    const turns = swapped(schedule, swap, now);
    refuseOthers(ctx, isSelf(actor, swap.mine.personId));
    const people = turns.map(({ personId }) => personId);
    await judgePeople(db, project.id, people, { field: "swap.theirs" });
    const made = { swapId: randomUUID(), createdByName: actor.name, createdAt: now };
    const rows = turns.map(({ personId, from, to }) => ({
      ...{ id: newId(now), scheduleId: id, personId, from, to },
      ...made,
    }));
    await db.onCallOverride.createMany({ data: rows });
    await touch(db, id, now);
    return { scheduleId: id, rows };
  },
  afterwards: async (_ctx, { rows }): Promise<SwapKept> => ({ ids: rows.map(({ id }) => id) }),
  audit: (_input, { scheduleId, rows }) => ({
    action: "schedule.swap",
    object: { kind: "schedule", id: scheduleId },
    after: { shifts: rows.map(textOf) },
  }),
});

/** Calendars tell by it that something has changed. */
const touch = (tx: Transaction, id: string, now: Date) =>
  tx.onCallSchedule.update({ where: { id }, data: { updatedAt: now } });

const textOf = ({ personId, from, to }: Pick<OnCallOverride, "personId" | "from" | "to">) =>
  asJson({ personId, from: from.toISOString(), to: to.toISOString() });
