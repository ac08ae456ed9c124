/** What the data page is told about real tables. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { discardQuarantined } from "./commands";
import { listQuarantine, readQuarantined, readReconciliation, readStorage } from "./queries";

async function refused(ctx: ProjectCtx, code: string, at = ctx.now): Promise<string> {
  const id = randomUUID();
  await ctx.pool.query(
    `INSERT INTO quarantined_event (id, project_id, at, event_id, code, field, message, body)
     VALUES ($1, $2, $3, 'an-event', $4, 'ts', 'does not fit', '{"kind":"request"}')`,
    [id, ctx.project.id, at, code],
  );
  return id;
}

test("storage adds up over families, and tiers follow the project's own retention", async () => {
  const ctx = await testCtx({ as: "viewer" });
  const view = await readStorage(ctx, { project: ctx.project.slug });
  const sum = view.families.reduce((total, { bytes }) => total + bytes, 0);
  expect(sum).toBe(view.totalBytes);
  expect(view.totalBytes).toBeGreaterThan(0);
  expect(view.tiers[0]).toMatchObject({ tier: "raw", keptMs: 30 * 86_400_000 });
  expect(view).toMatchObject({ firstEventAt: null, events: 0 });
});

test("an hour agrees only when every sum does", async () => {
  const ctx = await testCtx();
  const hour = (h: number, rollupCost: number) =>
    ctx.pool.query(
      `INSERT INTO reconciliation VALUES ($1, $2, $2, 5, 5, 3, 3, 9007199254740993, $3::int8)`,
      [ctx.project.id, new Date(Date.UTC(2026, 10, 20, h)), rollupCost],
    );
  await hour(1, 7);
  await ctx.pool.query(
    `INSERT INTO reconciliation VALUES ($1, $2, $2, 5, 5, 3, 3, 9007199254740993, 9007199254740993)`,
    [ctx.project.id, new Date(Date.UTC(2026, 10, 20, 2))],
  );
  const view = await readReconciliation(ctx, { project: ctx.project.slug });
  expect(view.hours.map(({ agrees }) => agrees)).toEqual([true, false]);
  expect(view.differing).toBe(1);
  expect(view.hours[0]?.rawCostPicos).toBe("9007199254740993");
});

test("the quarantine lists the newest first and counts every reason", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  await refused(ctx, "invalid", new Date(ctx.now.getTime() - 1_000));
  const newest = await refused(ctx, "too-old");
  const view = await listQuarantine(ctx, { project: slug });
  expect(view.total).toBe(2);
  expect(view.rows[0]?.id).toBe(newest);
  const old = await listQuarantine(ctx, { project: slug, code: "too-old" });
  expect(old.rows).toHaveLength(1);
  expect(old.total).toBe(2);
});

test("another project's refused event is not found", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const id = await refused(other, "invalid");
  const asked = readQuarantined(ctx, { project: ctx.project.slug, id });
  await expect(asked).rejects.toMatchObject({ code: "not-found" });
  const gone = await discardQuarantined(ctx, { project: ctx.project.slug, ids: [id] });
  expect(gone.discarded).toBe(0);
  const found = await readQuarantined(other, { project: other.project.slug, id });
  expect(found.body).toBe('{"kind":"request"}');
});

test("discarding takes one, a reason or all, and a viewer is refused", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const id = await refused(ctx, "invalid");
  await refused(ctx, "invalid");
  await refused(ctx, "too-old");
  await refused(ctx, "too-far-ahead");
  await expect(discardQuarantined(seenBy(ctx, "viewer"), { project })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await discardQuarantined(ctx, { project, ids: [id] })).toEqual({ discarded: 1 });
  expect(await discardQuarantined(ctx, { project, code: "too-old" })).toEqual({ discarded: 1 });
  expect(await discardQuarantined(ctx, { project })).toEqual({ discarded: 2 });
});
