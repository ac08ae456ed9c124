/** A plan's gates on the past: the same requests in both arms, so that whatever rolls back is a false alarm. */
import { expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { DAY, HOUR } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { planSchema } from "./plan";
import { tryGates } from "./queries";
import { type Arm, traffic } from "./testing/traffic";

const plan = (rule: object = {}) =>
  planSchema.parse({
    ...{ key: "x", flag: "agent", environment: "production", canary: "real", control: "mock" },
    stages: [{ weight: 10, minBakeMs: HOUR, maxBakeMs: HOUR }],
    gates: [{ key: "errors", signal: "errors", rule }],
  });

async function withPast(arms: readonly Arm[]): Promise<ProjectCtx> {
  const ctx = await testCtx();
  const from = new Date(ctx.now.getTime() - 6 * HOUR);
  // Halves are dealt by the hash of each name: with other names on every run one in some would cross by chance.
  const names = rngOf("names of a project").uuid;
  await traffic(ctx, rngOf("past of a project"), { from, minutes: 300, names }, arms);
  return ctx;
}

const trial = (ctx: ProjectCtx, rule: object = {}, days = 1) =>
  tryGates(ctx, { project: ctx.project.slug, plan: plan(rule), days });

test("a control against itself is not rolled back, though the canary beside it was bad", async () => {
  const ctx = await withPast([
    { variant: "mock", units: 10, badRatio: 0.05 },
    { variant: "real", units: 3, badRatio: 0.9 },
  ]);
  const { crossedAt, mostE, gates, whose, says } = await trial(ctx);
  expect({ crossedAt, whose }).toEqual({ crossedAt: null, whose: "control" });
  expect(mostE).toBeLessThan(20);
  const [errors] = gates;
  expect(errors?.units).toBeGreaterThan(2_500);
  expect((errors?.bad ?? 0) / (errors?.units ?? 1)).toBeLessThan(0.08);
  expect(says).toMatch(/No false alarm/);
});

test("a gate that asks for better than the control itself is told as a false alarm", async () => {
  const ctx = await withPast([{ variant: "mock", units: 10, badRatio: 0.05 }]);
  // A fifth of the control's own odds: no control keeps that against itself.
  const told = await trial(ctx, { tolerance: 0.2, proves: 2 });
  expect(told.crossedAt).not.toBeNull();
  expect(told.says).toMatch(/A false alarm/);
});

test("where the control has told too little, everybody's requests are tried", async () => {
  const ctx = await withPast([{ variant: "other", units: 5, badRatio: 0.02 }]);
  expect(await trial(ctx)).toMatchObject({ whose: "everybody", crossedAt: null });
});

test("without traffic it says so, and more days than a month are refused", async () => {
  const ctx = await testCtx();
  expect((await trial(ctx)).says).toMatch(/No request/);
  await expect(trial(ctx, {}, 31)).rejects.toMatchObject({ detail: { field: "days" } });
});

test("days with more traffic than there is time for are cut, the latest kept", async () => {
  const ctx = await testCtx();
  const hour = (ago: number) =>
    new Date(Math.floor((ctx.now.getTime() - ago * HOUR) / HOUR) * HOUR);
  for (const ago of [2, 20])
    await ctx.pool.query(
      `INSERT INTO counter_1h (project_id, bucket, environment, agent, agent_type, provider, model,
         version, variant, requests) VALUES ($1, $2, 'production', '', '', '', '', '', '', 70000)`,
      [ctx.project.id, hour(ago)],
    );
  const { from, isCut } = await trial(ctx);
  expect(isCut).toBe(true);
  expect(Date.parse(from)).toBeGreaterThan(ctx.now.getTime() - DAY);
});

test("a viewer tries nothing", async () => {
  const ctx = await testCtx();
  await expect(trial(seenBy(ctx, "viewer"))).rejects.toMatchObject({ code: "forbidden" });
});
