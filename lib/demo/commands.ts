/** Writes of the demo: the project comes with the first start and goes in one click. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { command } from "@/lib/platform/operation";
import { forgetProjects } from "@/lib/platform/project";
import { REMOVED } from "@/lib/projects/schema";
import { demoPrices } from "./prices";
import { newDemoSchema, removalSchema, WRITTEN } from "./schema";

const SLUG = "demo";
const NAME = "Demo";

const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Makes the project; the worker writes its history and keeps it alive. Asked twice, it answers with the one there is. */
export const createDemo = command({
  may: "instance:write",
  input: newDemoSchema,
  run: async ({ db, now }, { timeZone = ownTimeZone() }) => {
    const known = await db.project.findFirst({ where: { isDemo: true } });
    if (known) return { id: known.id, slug: known.slug, created: false };
    const isTaken = await db.project.findUnique({ where: { slug: SLUG } });
    if (isTaken) throw new Fault("conflict", "There is a project `demo` that is not a demo");
    const { id, slug } = await db.project.create({
      data: {
        ...{ slug: SLUG, name: NAME, timeZone, isDemo: true, createdAt: now },
        priceOverrides: { create: demoPrices(now).map((price) => priceRow(price, now)) },
      },
    });
    return { id, slug, created: true };
  },
  audit: (_input, { id, slug, created }) =>
    created
      ? {
          action: "demo.create",
          object: { kind: "project", id: String(id) },
          after: { slug, isDemo: true },
        }
      : null,
});

const priceRow = ({ from, ...price }: ReturnType<typeof demoPrices>[number], now: Date) => ({
  ...price,
  ...{ id: randomUUID(), startsAt: from, currency: "USD", createdAt: now, createdByName: NAME },
});

/**
 * Takes the demo project away at once, with its keys and memberships, and leaves a note by which its
 * telemetry is deleted, step by step, by the worker or whoever asked.
 */
export const removeDemo = command({
  may: "demo:remove",
  input: removalSchema,
  run: async ({ db, now, project }) => {
    if (!project.isDemo) {
      throw new Fault("conflict", `${project.name} is not a demo: it holds your own data`);
    }
    const note = { value: { projectId: project.id }, updatedAt: now };
    const name = `${REMOVED}${project.id}`;
    await db.instanceSetting.upsert({ where: { name }, create: { name, ...note }, update: note });
    await db.instanceSetting.deleteMany({ where: { name: WRITTEN + project.id } });
    await db.project.delete({ where: { id: project.id } });
    forgetProjects();
    return { id: project.id, slug: project.slug };
  },
  audit: ({ reason }, { id, slug }) => ({
    action: "demo.remove",
    object: { kind: "project", id: String(id) },
    before: { slug, isDemo: true },
    ...(reason && { reason }),
  }),
});
