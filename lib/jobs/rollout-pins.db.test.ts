/** A rollout of a flag with pins, through the real worker: who began before it says nothing of its split, and a rollback lets go of its own only. */
import { beforeEach, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { HOUR, MINUTE } from "@/lib/core/time";
import { saveFlag } from "@/lib/flags/commands";
import { flagDraftSchema } from "@/lib/flags/schema";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, draftRollout } from "@/lib/rollouts/commands";
import { planSchema } from "@/lib/rollouts/plan";
import { readRollout } from "@/lib/rollouts/queries";
import { traffic } from "@/lib/rollouts/testing/traffic";
import { type Lead, takeLease } from "./leader";
import { tickRollouts } from "./rollout-tick";

const NOON = new Date(Math.floor((Date.now() - 20 * HOUR) / HOUR) * HOUR + 30_000);
const minuteOf = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);

async function tick(minute: number): Promise<void> {
  const lead: Lead | null = await takeLease(pool(), "rollout-pins-test", "me");
  if (!lead) throw new Error("somebody else leads");
  const on = { db: db(), pool: pool(), now: minuteOf(minute) };
  await tickRollouts(on, lead, new AbortController().signal);
}

beforeEach(() => db().rollout.updateMany({ data: { nextAt: null } }));

async function begun(): Promise<ProjectCtx> {
  const ctx = await testCtx({ now: NOON });
  const { slug: project } = ctx.project;
  const flag = flagDraftSchema.parse({
    ...{ key: "agent", kind: "string", offVariant: "mock", variants: { mock: "m", real: "r" } },
    pinForMs: 3 * HOUR,
    environments: { production: { serve: { variant: "mock" } } },
  });
  await saveFlag(ctx, { project, flag, was: null });
  const plan = planSchema.parse({
    ...{ key: "real", flag: "agent", environment: "production", canary: "real", control: "mock" },
    stages: [{ weight: 50, minBakeMs: HOUR, maxBakeMs: 2 * HOUR }],
    gates: [{ key: "errors", signal: "errors" }],
  });
  await draftRollout(ctx, { project, plan });
  await act(ctx, "start");
  await tick(0);
  return ctx;
}

const detailOf = (ctx: ProjectCtx) => readRollout(ctx, { project: ctx.project.slug, key: "real" });
async function act(ctx: ProjectCtx, what: "start" | "rollBack") {
  const { revision } = await detailOf(ctx);
  const asked = { project: ctx.project.slug, key: "real", act: what, revision };
  return actOnRollout(ctx, { ...asked, reason: "as the test says" });
}

const units = (variant: string, n: number) => ({ variant, units: n, badRatio: 0.01 });

/** Those of the requests so far that have none yet: each for what it got, that long before its request. */
const pinned = ({ project }: ProjectCtx, minutesBefore: number) =>
  pool().query(
    `INSERT INTO flag_pin (project_id, unit, environment, flag, variant, version, pinned_at, until)
     SELECT project_id, left(encode(sha256(convert_to(
         E'production\\nagent\\nuser\\n' || user_id, 'UTF8')), 'hex'), 32),
       environment, 'agent', variant, 2, ts - $2::int4 * interval '1 minute', ts + interval '1 hour'
     FROM event WHERE project_id = $1 ON CONFLICT DO NOTHING`,
    [project.id, minutesBefore],
  );

test("conversations that began before the rollout keep its control, and break no sample ratio", async () => {
  const ctx = await begun();
  const dice = rngOf(11);
  const later = { from: minuteOf(3), minutes: 20 };
  await traffic(ctx, dice, later, [units("mock", 20)]);
  await pinned(ctx, 60);
  await traffic(ctx, dice, later, [units("mock", 15), units("real", 15)]);
  await pinned(ctx, 0);
  await tick(26);
  const { state, exposure } = await detailOf(ctx);
  expect(state).toMatchObject({ phase: "RUNNING", pause: null });
  expect(exposure.p).toBeGreaterThan(0.001);
  // About half of what was dealt within it, and none of the four hundred others.
  expect(exposure.canary + exposure.control).toBeLessThan(720);
  expect(exposure.canary).toBeGreaterThan(200);
});

test("a split that deals otherwise than it says is found all the same", async () => {
  const ctx = await begun();
  const later = { from: minuteOf(3), minutes: 20 };
  await traffic(ctx, rngOf(12), later, [units("mock", 25), units("real", 10)]);
  await pinned(ctx, 0);
  await tick(26);
  expect((await detailOf(ctx)).state).toMatchObject({ step: "PAUSED", pause: "sampleRatio" });
});

test("a rollback lets go of the canary's conversations, growth of nobody's", async () => {
  const ctx = await begun();
  const drops = () =>
    db().flagPinDrop.findMany({ where: { projectId: ctx.project.id }, select: { variant: true } });
  expect(await drops()).toEqual([]);
  await act(ctx, "rollBack");
  expect(await drops()).toEqual([{ variant: "real" }]);
});
