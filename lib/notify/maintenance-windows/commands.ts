/** Writes of maintenance windows: made, changed, switched, and removed. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import type { maintenanceSchema } from "@/lib/notify/schema";
import { matchersOf } from "@/lib/notify/silences/view";
import { databaseInstant } from "@/lib/notify/store/instant";
import { wakeGroups } from "@/lib/notify/store/join";
import type { Db } from "@/lib/platform/db";
import { command } from "@/lib/platform/operation";
import type { MaintenanceWindow, Prisma } from "@/prisma/client/client";
import { newWindowSchema, type WindowKept, windowChangeSchema, windowIdSchema } from "./schema";
import { nextOf, specOf } from "./view";

const MOST_WINDOWS = 200;

export const createWindow = command({
  may: "rules:write",
  input: newWindowSchema,
  run: async ({ db, project }, { name, matchers, spec }) => {
    const now = await databaseInstant(db);
    const known = await db.maintenanceWindow.count({ where: { projectId: project.id } });
    if (known >= MOST_WINDOWS)
      throw new Fault("conflict", `A project has at most ${MOST_WINDOWS} maintenance windows`);
    refuseEmpty(spec, now);
    const window = await db.maintenanceWindow.create({
      data: {
        id: uuidV7(now.getTime(), randomBytes(10)),
        ...{ projectId: project.id, name, matchers: json(matchers), spec: json(specOf(spec)) },
        ...{ createdAt: now, updatedAt: now },
      },
    });
    await wakeGroups(db, project.id, now);
    return window;
  },
  afterwards: async (_ctx, { id }): Promise<WindowKept> => ({ id }),
  audit: (_input, window) => ({
    action: "maintenance-window.create",
    object: { kind: "maintenance-window", id: window.id },
    after: textOf(window),
  }),
});

export const changeWindow = command({
  may: "rules:write",
  input: windowChangeSchema,
  run: async ({ db, project }, { id, was, name, matchers, spec, isEnabled }) => {
    const now = await databaseInstant(db);
    const before = await windowIn(db, project.id, id);
    if (isEnabled) refuseEmpty(spec, now);
    const data = { name, isEnabled, matchers: json(matchers), spec: json(specOf(spec)) };
    // Whether it is stale is decided by the row itself, so that of two who save at once one is told.
    const { count } = await db.maintenanceWindow.updateMany({
      where: { id, projectId: project.id, updatedAt: was },
      data: { ...data, updatedAt: now },
    });
    if (count === 0)
      throw new Fault(
        "conflict",
        "Somebody has changed this window since you read it: look at it again, then change it",
        { field: "was" },
      );
    await wakeGroups(db, project.id, now);
    return { before, after: await windowIn(db, project.id, id) };
  },
  afterwards: async (_ctx, { after: { id } }): Promise<WindowKept> => ({ id }),
  audit: (_input, { before, after }) => ({
    action: "maintenance-window.edit",
    object: { kind: "maintenance-window", id: after.id },
    before: textOf(before),
    after: textOf(after),
  }),
});

export const removeWindow = command({
  may: "rules:write",
  input: windowIdSchema,
  run: async ({ db, project }, { id }) => {
    const window = await windowIn(db, project.id, id);
    await db.maintenanceWindow.deleteMany({ where: { id, projectId: project.id } });
    await wakeGroups(db, project.id, await databaseInstant(db));
    return window;
  },
  afterwards: async (_ctx, { id }): Promise<WindowKept> => ({ id }),
  audit: (_input, window) => ({
    action: "maintenance-window.remove",
    object: { kind: "maintenance-window", id: window.id },
    before: textOf(window),
  }),
});

/** Another project's window and one that does not exist answer alike: not found. */
async function windowIn(db: Db, projectId: number, id: string): Promise<MaintenanceWindow> {
  const window = await db.maintenanceWindow.findFirst({ where: { id, projectId } });
  if (!window) throw new Fault("not-found", "There is no such maintenance window in this project");
  return window;
}

function refuseEmpty(spec: ReturnType<typeof maintenanceSchema.parse>, now: Date): void {
  if (nextOf(spec, now).length > 0 || (spec.lastAt && spec.lastAt > now)) return;
  throw new Fault("invalid", "spec: this window never opens again, so it would hide nothing", {
    field: "spec",
  });
}

const textOf = (window: MaintenanceWindow) => ({
  name: window.name,
  matchers: json(matchersOf(window)),
  spec: window.spec as Prisma.InputJsonObject,
  isEnabled: window.isEnabled,
});

/** Plain values are JSON as they are; TypeScript cannot follow that far. */
const json = (value: unknown) => value as Prisma.InputJsonObject;
