/** The infrastructure page against a real database. */
import { expect, test } from "vitest";
import { emptySketch, encode, observe } from "@/lib/core/sketch";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { readInfrastructure } from "./queries";

const now = new Date("2026-11-20T12:00:30Z");
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));

async function metric(ctx: ProjectCtx, minute: number, key: string, value: number) {
  const sketch = emptySketch();
  observe(sketch, value);
  await ctx.pool.query(
    `INSERT INTO sketch_partial (project_id, bucket, n, sum, min, max, last, last_at, environment,
       subject, dim, key, h)
     VALUES ($1, $2, 1, $3, $3, $3, $3, $2, 'production', 'metric', 'name', $4, $5)`,
    [ctx.project.id, at(minute), value, key, Buffer.from(encode(sketch))],
  );
}

async function component(ctx: ProjectCtx, name: string, status: string, minute: number) {
  await ctx.pool.query(
    `INSERT INTO component_state (project_id, environment, component, status, at, latency_ms)
     VALUES ($1, 'production', $2, $3, $4, 12)`,
    [ctx.project.id, name, status, at(minute)],
  );
}

async function report(ctx: ProjectCtx, name: string, label: string, minute: number) {
  await ctx.pool.query(
    `INSERT INTO tally_partial (project_id, bucket, n, environment, kind, agent, name, label)
     VALUES ($1, $2, 1, 'production', 'health', '', $3, $4)`,
    [ctx.project.id, at(minute), name, label],
  );
}

async function world() {
  const ctx = await testCtx({ as: "viewer", now });
  await metric(ctx, -3, "cpu.utilization\u001fhost=a", 0.5);
  await metric(ctx, -2, "cpu.utilization\u001fhost=a", 0.85);
  await metric(ctx, -2, "queue.depth\u001f", 7);
  await component(ctx, "cache", "ok", -1);
  await component(ctx, "postgres", "down", -2);
  await component(ctx, "vector-store", "ok", -90);
  await report(ctx, "cache", "degraded", -6);
  await report(ctx, "cache", "ok", -4);
  await report(ctx, "postgres", "down", -2);
  return ctx;
}

test("known metrics are on their panels, the others in the list", async () => {
  const ctx = await world();
  const view = await readInfrastructure(ctx, { project: ctx.project.slug, range: "15m" });
  const cpu = view.panels.find(({ id }) => id === "cpu");
  expect(cpu).toMatchObject({
    value: 0.85,
    standing: { tone: "warning" },
    names: ["cpu.utilization"],
  });
  expect(cpu?.lines[0]?.values.filter((value) => value !== null)).toEqual([0.5, 0.85]);
  expect(view.others).toMatchObject([{ name: "queue.depth", last: 7 }]);
  expect(view.moreOthers).toBe(0);
});

test("components come worst first, the silent one unknown", async () => {
  const ctx = await world();
  const view = await readInfrastructure(ctx, { project: ctx.project.slug, range: "15m" });
  expect(view.components.map(({ component, status }) => [component, status])).toEqual([
    ["postgres", "down"],
    ["vector-store", "unknown"],
    ["cache", "ok"],
  ]);
  expect(view.components[2]).toMatchObject({ sinceAt: at(-4).toISOString(), available: 1 });
});

test("another environment, and another's project, show nothing of it", async () => {
  const ctx = await world();
  const view = await readInfrastructure(ctx, { project: ctx.project.slug, env: "staging" });
  expect(view.components).toEqual([]);
  expect(view.panels.every(({ lines }) => lines.length === 0)).toBe(true);
  const ask = readInfrastructure(seenBy(ctx, "stranger"), { project: ctx.project.slug });
  await expect(ask).rejects.toMatchObject({ code: "not-found" });
});
