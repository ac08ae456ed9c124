/** What goes wrong around a rollout: switches, edits and archives of its flag, second attempts, late presses; none may cost the promise or the way back. */
import { beforeEach, describe, expect, test } from "vitest";
import { switchFlag } from "@/lib/flags/commands";
import { answerOne } from "@/lib/flags/ofrep";
import { openFlags } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { keepFlag } from "@/lib/flags/store/keep";
import { refreshFlags } from "@/lib/flags/store/live";
import { db, inTransaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy } from "@/lib/platform/test-ctx";
import { changePlan, draftRollout } from "@/lib/rollouts/commands";
import { replayRollout } from "@/lib/rollouts/queries";
import { traffic } from "@/lib/rollouts/testing/traffic";
import {
  act,
  arms,
  begun,
  detailOf,
  minuteOf,
  planOf,
  rng,
  shareOf,
  tick,
} from "./testing/rollout-stage";

beforeEach(() => db().rollout.updateMany({ data: { nextAt: null } }));

const SICK = arms(0.3, 0.01);
const NOBODY = arms(0, 0, 0);

describe("the flag's own switch", () => {
  const switched = (isEnabled: boolean) =>
    ({ key: "agent", environment: "production", isEnabled, reason: "it hurts" }) as const;

  test("off for a while does not make the split look broken, which would hold up a rollback", async () => {
    const ctx = await begun();
    const { slug: project } = ctx.project;
    await tick(0);
    await switchFlag({ ...ctx, now: minuteOf(2) }, { project, ...switched(false) });
    await traffic(ctx, rng(), { from: minuteOf(3), minutes: 7 }, NOBODY);
    for (const minute of [1, 8]) await tick(minute);
    await switchFlag({ ...ctx, now: minuteOf(10) }, { project, ...switched(true) });
    await tick(13);
    expect((await detailOf(ctx)).verdict?.word).not.toBe("INVALID");
    await traffic(ctx, rng(), { from: minuteOf(12), minutes: 30 }, SICK);
    await tick(44);
    expect((await detailOf(ctx)).state.phase).toBe("ROLLED_BACK");
  });

  test("works while the worker moves the weight, whoever is first", async () => {
    const ctx = await begun();
    const { slug: project } = ctx.project;
    await Promise.all([tick(0), switchFlag(ctx, { project, ...switched(false) })]);
    await tick(1);
    const { phase } = (await detailOf(ctx)).state;
    expect([phase, await shareOf(ctx)]).toEqual(["RUNNING", null]);
  });
});

describe("a flag that was changed in spite of its rollout, as a restored backup has it", () => {
  const rewrite = (ctx: ProjectCtx, over: object = {}) => {
    const draft = flagDraftSchema.parse({
      ...{ key: "agent", kind: "string", offVariant: "mock", variants: { mock: "m", third: "t" } },
      environments: { production: { serve: { variant: "third" } } },
      ...over,
    });
    return inTransaction(ctx.db, (tx) => keepFlag({ ...ctx, db: tx }, draft, {}));
  };

  test.each([
    [
      "archived",
      async (projectId: number) => {
        const where = { projectId, key: "agent" };
        await db().flag.updateMany({ where, data: { archivedAt: minuteOf(1) } });
      },
    ],
    ["without the canary", null],
  ])("%s, does not hold up a rollback: it ends, and says what it left", async (_what, archive) => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, SICK);
    if (archive) await archive(ctx.project.id);
    else await rewrite(ctx);
    await tick(25);
    const { state, rollout, steps } = await detailOf(ctx);
    expect(state.phase).toBe("ROLLED_BACK");
    expect(rollout.incident).not.toBeNull();
    expect(steps.map(({ kind }) => kind)).toContain("flagLeft");
  });

  test("to another split is not overwritten by a promotion, which says why it waits", async () => {
    const ctx = await begun({
      stages: [10, 50].map((weight) => ({ weight, minBakeMs: 0, maxBakeMs: 0, passesBy: "time" })),
    });
    await tick(0);
    const serve = { split: { control: "mock", weights: { mock: 70, real: 30 } } };
    const byHand = { variants: { mock: "m", real: "r" }, environments: { production: { serve } } };
    await rewrite({ ...ctx, now: minuteOf(1) }, byHand);
    await traffic(ctx, rng(), { from: minuteOf(2), minutes: 20 }, arms(0.01, 0.01, 0.3));
    for (const minute of [1, 20]) await tick(minute);
    const { state, blockers } = await detailOf(ctx);
    expect(state).toMatchObject({ stage: 0, pause: "blocked" });
    expect(blockers).toEqual([expect.stringContaining("gets 30 %, the stage says 10 %")]);
    expect(await shareOf(ctx)).toBe(0.3);
  });

  test("archived, can still be left by an abort", async () => {
    const ctx = await begun();
    await tick(0);
    const where = { projectId: ctx.project.id, key: "agent" };
    await db().flag.updateMany({ where, data: { archivedAt: minuteOf(1) } });
    await act(ctx, "abort");
    expect((await detailOf(ctx)).state.phase).toBe("ABORTED");
  });

  test("so that it no longer fits is a reason not to go on, in words, and no silent failure", async () => {
    const ctx = await begun();
    await rewrite(ctx);
    await tick(1);
    const { state, blockers } = await detailOf(ctx);
    expect(state.phase).toBe("SCHEDULED");
    expect(blockers).toEqual([expect.stringContaining("has no variant “real”")]);
  });
});

describe("another attempt", () => {
  test("begins with nothing: neither the verdict nor the units of the one before count", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, SICK);
    await tick(25);
    await act({ ...ctx, now: minuteOf(40) }, "restart", { since: minuteOf(32) });
    expect((await detailOf(ctx)).verdict).toBeNull();
    await tick(41);
    expect((await detailOf(ctx)).state).toMatchObject({ attempt: 2, unitsBefore: 0, pause: null });
  });

  test("may have another plan, and the evidence of the first still replays", async () => {
    const ctx = await begun();
    const { slug: project } = ctx.project;
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, SICK);
    await tick(25);
    const { revision } = await detailOf(ctx);
    const plan = planOf({ gates: [{ key: "slow", signal: "latency" }] });
    const asked = { project, key: "agent-real", plan, revision, reason: "latency as well" };
    await changePlan({ ...ctx, now: minuteOf(30) }, asked);
    expect(await replayRollout(ctx, { project, key: "agent-real" })).toMatchObject({
      ...{ isSame: true, stored: { word: "ROLLBACK" } },
    });
  });
});

describe("presses", () => {
  test("an abort is on the charts as one, not as a rollback", async () => {
    const ctx = await begun();
    await tick(0);
    await act(ctx, "abort");
    const { rows } = await ctx.pool.query<{ status: string; version: string }>(
      "SELECT status, version FROM deployment WHERE project_id = $1",
      [ctx.project.id],
    );
    expect(rows).toContainEqual({ status: "stage", version: "agent-real: aborted" });
    expect(rows.map(({ status }) => status)).not.toContain("rolled_back");
  });

  test("a start counts from when it says; nothing else moves what is counted", async () => {
    const ctx = await begun();
    await tick(0);
    const late = act({ ...ctx, now: minuteOf(5) }, "pause", { since: minuteOf(4) });
    await expect(late).rejects.toMatchObject({ code: "invalid" });
  });

  test("of two rollouts of one flag that start at once, one does and the other is told", async () => {
    const ctx = await begun();
    const { slug: project } = ctx.project;
    await act(ctx, "abort");
    await draftRollout(ctx, { project, plan: planOf({ key: "agent-other" }) });
    const started = await Promise.allSettled([
      act(ctx, "restart"),
      act(ctx, "start", { key: "agent-other", revision: 0 }),
    ]);
    const refused = started.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "conflict" } }]);
  });

  test("what is complete is not taken back from under another rollout of the flag", async () => {
    const ctx = await begun({ stages: [{ weight: 50, minBakeMs: 0, maxBakeMs: 0 }] });
    const { slug: project } = ctx.project;
    await tick(0);
    await act({ ...ctx, now: minuteOf(1) }, "promote");
    const stages = [{ weight: 50, minBakeMs: 0, maxBakeMs: 0 }];
    await draftRollout(ctx, { project, plan: planOf({ key: "agent-other", stages }) });
    await act(ctx, "start", { key: "agent-other", revision: 0 });
    await expect(act(ctx, "rollBack")).rejects.toThrow(/“agent-other” moves the flag/);
    await expect(act(ctx, "restart")).rejects.toMatchObject({ code: "conflict" });
  });

  test("where two people have to agree, whoever changed the plan does not approve it", async () => {
    const ctx = await begun({ needsApproval: true });
    const { slug: project, id: projectId } = ctx.project;
    const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
    await db().environmentPolicy.create({ data: { projectId, ...rule } });
    const second = seenBy(ctx, "admin");
    const { revision } = await detailOf(ctx);
    const plan = planOf({
      needsApproval: true,
      stages: [{ weight: 90, minBakeMs: 0, maxBakeMs: 0 }],
    });
    await changePlan(second, { project, key: "agent-real", plan, revision, reason: "faster" });
    await expect(act(second, "approve")).rejects.toMatchObject({ code: "forbidden" });
    await act(seenBy(ctx, "admin"), "approve");
  });
});

test("an answer says which rollout moves the flag, and its stage, until that is over", async () => {
  const ctx = await begun();
  const told = async () => {
    await refreshFlags(ctx.project.id);
    const live = await openFlags(ctx, { project: ctx.project.slug, env: "production" });
    const { body } = answerOne(live, "agent", { targetingKey: "u" });
    return { live, metadata: (body as { metadata: object }).metadata };
  };
  await tick(0);
  const first = await told();
  expect(first.metadata).toMatchObject({
    rolloutId: "agent-real",
    stage: 1,
    bucket: expect.any(Number),
  });
  await act({ ...ctx, now: minuteOf(1) }, "promote");
  expect((await told()).metadata).toMatchObject({ stage: 2 });
  await act({ ...ctx, now: minuteOf(2) }, "promote");
  const last = await told();
  expect(last.metadata).not.toHaveProperty("rolloutId");
  expect(last.live.revision).toBeGreaterThan(first.live.revision);
});

test("where two people have to agree, a running plan is not made shorter by one", async () => {
  const ctx = await begun();
  const { slug: project, id: projectId } = ctx.project;
  await tick(0);
  const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
  await db().environmentPolicy.create({ data: { projectId, ...rule } });
  const { revision } = await detailOf(ctx);
  const stages = [10, 100].map((weight) => ({
    weight,
    minBakeMs: 0,
    maxBakeMs: 0,
    passesBy: "time",
  }));
  const change = {
    project,
    key: "agent-real",
    plan: planOf({ stages }),
    revision,
    reason: "faster",
  };
  await expect(changePlan(ctx, change)).rejects.toMatchObject({ code: "needs-approval" });
});

describe("requests that say nothing of the flag", () => {
  test("belong to the arm that another event of their trace names", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, SICK);
    // Each request's own word becomes that of a call in its trace.
    await ctx.pool.query("UPDATE event SET trace_id = event_id::text WHERE project_id = $1", [
      ctx.project.id,
    ]);
    await ctx.pool.query(
      `INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, is_error, environment, trace_id, attributes)
       SELECT ts, ts, gen_random_uuid(), project_id, 0, 2, false, environment, trace_id,
         jsonb_build_object('feature_flag.key', 'agent', 'feature_flag.result.variant', variant)
       FROM event WHERE project_id = $1`,
      [ctx.project.id],
    );
    await ctx.pool.query("UPDATE event SET variant = NULL WHERE project_id = $1", [ctx.project.id]);
    await tick(25);
    const { state, gates, exposure } = await detailOf(ctx);
    expect(state.phase).toBe("ROLLED_BACK");
    expect(gates[0]?.canary.units).toBeGreaterThan(0);
    expect(exposure.canary).toBeGreaterThan(0);
  });
});
