import { beforeAll, expect, test } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { createDemo, removeDemo } from "@/lib/demo/commands";
import { readDemo } from "@/lib/demo/queries";
import { HISTORY_MS } from "@/lib/demo/rhythm";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { REMOVED } from "@/lib/projects/schema";
import { readCounters } from "@/lib/telemetry/store/counters";
import { writeDemo } from "./demo-traffic";
import { sweepRemovedProjects } from "./removed-projects";

const NOW = new Date();
let ctx: ProjectCtx;

beforeAll(async () => {
  const outside = await testCtx({ as: "system", now: NOW });
  const { id } = await createDemo(outside, { timeZone: "Asia/Kolkata" });
  const project = await outside.db.project.findUniqueOrThrow({ where: { id } });
  ctx = { ...outside, project };
});

const count = async () => {
  const { rows } = await ctx.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM event WHERE project_id = $1",
    [ctx.project.id],
  );
  return rows[0]?.n ?? 0;
};
const requestsInRollups = async () => {
  const span = { from: new Date(NOW.getTime() - 15 * DAY), to: new Date(NOW.getTime() + DAY) };
  const [total] = await readCounters(ctx.pool, { projectId: ctx.project.id, span, tier: "1m" });
  return total?.requests;
};
const requestsStored = async () => {
  const { rows } = await ctx.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM event WHERE project_id = $1 AND kind = 1",
    [ctx.project.id],
  );
  return rows[0]?.n;
};

test("there is one demo, however often it is asked for", async () => {
  const again = await createDemo(ctx, {});
  expect(again).toMatchObject({ id: ctx.project.id, created: false });
});

test("history grows backwards from the newest hours, live traffic forwards", async () => {
  const first = await writeDemo(ctx, { budgetMs: 1 });
  expect(first.fromMs).toBe(NOW.getTime() - 3 * HOUR);
  expect(await readDemo(seenBy(ctx, "viewer"), { project: ctx.project.slug })).toMatchObject({
    isDemo: true,
    state: "writing",
  });
  const before = await count();
  expect(before).toBeGreaterThan(500);
  const later = { ...ctx, now: new Date(NOW.getTime() + 5 * 60_000) };
  const second = await writeDemo(later, { budgetMs: 0 });
  expect(second.toMs).toBe(later.now.getTime());
  const live = (await count()) - before;
  expect(live).toBeGreaterThan(100);
  expect(live).toBeLessThan(2_000);
});

test("a piece that was stored but not noted is written again and counted once", async () => {
  const before = await count();
  const name = `demo-written:${ctx.project.id}`;
  const row = await ctx.db.instanceSetting.findUniqueOrThrow({ where: { name } });
  const forgotten = { ...(row.value as object), fromMs: NOW.getTime() };
  await ctx.db.instanceSetting.update({ where: { name }, data: { value: forgotten } });
  await writeDemo({ ...ctx, now: new Date(NOW.getTime() + 5 * 60_000) }, { budgetMs: 1 });
  expect(await count()).toBe(before);
  expect(await requestsInRollups()).toBe(await requestsStored());
});

test("a viewer cannot remove it, nor can anybody remove a project that is no demo", async () => {
  const project = ctx.project.slug;
  await expect(removeDemo(seenBy(ctx, "viewer"), { project })).rejects.toThrow("demo:remove");
  const own = await testCtx();
  await expect(removeDemo(own, { project: own.project.slug })).rejects.toThrow("not a demo");
  expect(HISTORY_MS).toBe(14 * DAY);
});

test("removing it takes every row of it, and leaves the audit log", async () => {
  await removeDemo(seenBy(ctx, "admin"), { project: ctx.project.slug, reason: "seen enough" });
  const deleted = await sweepRemovedProjects(ctx.pool);
  expect(deleted).toBeGreaterThan(1_000);
  expect(await count()).toBe(0);
  expect(await requestsInRollups()).toBe(0);
  expect(await ctx.db.project.findUnique({ where: { id: ctx.project.id } })).toBeNull();
  const audit = await ctx.db.auditEntry.findFirst({ where: { action: "demo.remove" } });
  expect(audit).toMatchObject({ reason: "seen enough", projectId: ctx.project.id });
  // A batch that was on its way may still land: the note stays for a while.
  const name = REMOVED + ctx.project.id;
  expect(await ctx.db.instanceSetting.findUnique({ where: { name } })).not.toBeNull();
  const data = { updatedAt: new Date(NOW.getTime() - HOUR) };
  await ctx.db.instanceSetting.update({ where: { name }, data });
  await sweepRemovedProjects(ctx.pool);
  expect(await ctx.db.instanceSetting.findUnique({ where: { name } })).toBeNull();
});
