/** Rollouts through the real worker, by a clock of the test's own: what moves them, what stops them, and that nothing does so twice. */
import { beforeEach, describe, expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { openFreeze } from "@/lib/rollouts/commands";
import { replayRollout } from "@/lib/rollouts/queries";
import { traffic } from "@/lib/rollouts/testing/traffic";
import { tickRollouts } from "./rollout-tick";
import {
  act,
  arms,
  begun,
  detailOf,
  going,
  leadNow,
  minuteOf,
  NOON,
  phaseOf,
  rng,
  STAGES,
  shareOf,
  tick,
  watch,
} from "./testing/rollout-stage";

/** The clock goes back for each test: what those before it left is no longer looked at. */
beforeEach(() => db().rollout.updateMany({ data: { nextAt: null } }));

describe("a healthy canary", () => {
  test("bakes, is proved, and goes on by stages to the end", async () => {
    const ctx = await begun({
      stages: STAGES.map((stage) => ({ ...stage, minBakeMs: 6 * MINUTE })),
      gates: [{ key: "errors", signal: "errors", rule: { proves: 3 } }],
    });
    await tick(0);
    expect(await shareOf(ctx)).toBe(0.1);
    const dice = rng();
    for (let minute = 0; minute < 30 && (await phaseOf(ctx)) === "RUNNING"; minute++) {
      const flow = arms(0.02, 0.3, (await shareOf(ctx)) ?? 0);
      await traffic(ctx, dice, { from: minuteOf(minute), minutes: 1 }, flow);
      await tick(minute + 1);
    }
    const done = await detailOf(ctx);
    expect(done.state).toMatchObject({ phase: "COMPLETED" });
    expect(await shareOf(ctx)).toBe(0.5);
    expect(done.steps.map(({ kind }) => kind)).toEqual([
      ...["completed", "stage", "stage", "scheduled", "drafted"],
    ]);
    const marks = await pool().query(
      "SELECT version FROM deployment WHERE project_id = $1 ORDER BY ts",
      [ctx.project.id],
    );
    expect(marks.rows.map(({ version }) => version)).toEqual([
      ...["agent-real: 10 %", "agent-real: 50 %", "agent-real: complete"],
    ]);
  });
});

describe("a canary that fails three times as often", () => {
  test("goes back by itself, with an incident, an alert, a marker, and evidence that replays to the bit", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, arms(0.3, 0.01));
    for (const minute of [1, 25]) await tick(minute);
    expect(await shareOf(ctx)).toBe(0);
    // What is over is not looked at again: it would stand before those that move.
    expect(await db().rollout.count({ where: { projectId: ctx.project.id, nextAt: null } })).toBe(
      1,
    );
    const { state, verdict, rollout, gates } = await detailOf(ctx);
    expect(state).toMatchObject({ phase: "ROLLED_BACK", endedBy: null });
    expect(verdict).toMatchObject({ word: "ROLLBACK" });
    expect(gates[0]?.canary.bad).toBeGreaterThan(2);
    const incident = await db().incident.findUniqueOrThrow({
      where: { id: rollout.incident ?? "" },
      include: { entries: true, alerts: { include: { alert: true } } },
    });
    expect(incident).toMatchObject({ severity: "high", runbook: "rollout-rollback" });
    expect(incident.entries.map(({ url }) => url)).toContain("/rollouts/agent-real");
    expect(incident.alerts[0]?.alert).toMatchObject({ name: "Rollout rolled back", hasNews: true });
    const marked = await db().$queryRaw<{ status: string }[]>`
      SELECT status FROM deployment WHERE project_id = ${ctx.project.id} ORDER BY ts DESC LIMIT 1`;
    expect(marked).toEqual([{ status: "rolled_back" }]);
    const again = await replayRollout(ctx, { project: ctx.project.slug, key: "agent-real" });
    expect(again).toMatchObject({ isSame: true, replayed: { word: "ROLLBACK" } });
    await db().gateMinute.updateMany({ data: { canaryBad: 0 } });
    const doctored = await replayRollout(ctx, { project: ctx.project.slug, key: "agent-real" });
    expect(doctored.isSame).toBe(false);
  });

  test("is found by a worker that was away as by one that looked every minute", async () => {
    const [a, b] = [await begun(), await begun()];
    await tick(0);
    for (const ctx of [a, b])
      await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, arms(0.3, 0.01));
    await db().rollout.updateMany({ where: { projectId: b.project.id }, data: { nextAt: null } });
    await watch(1, 25);
    await db().rollout.updateMany({ where: { projectId: b.project.id }, data: { nextAt: NOON } });
    await tick(26);
    const [looked, away] = [await detailOf(a), await detailOf(b)];
    expect(away.state.phase).toBe("ROLLED_BACK");
    expect(away.verdict).toEqual(looked.verdict);
  });

  test("is rolled back once, however many workers look at once", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 60 }, arms(0.3, 0.01));
    await Promise.all([tick(50), tick(50), tick(50)]);
    const { steps } = await detailOf(ctx);
    expect(steps.filter(({ kind }) => kind === "rolledBack")).toHaveLength(1);
    const where = { projectId: ctx.project.id };
    expect(await db().incident.count({ where })).toBe(1);
    expect(await db().alert.count({ where })).toBe(1);
  });

  test("a worker that no longer leads moves nothing", async () => {
    const ctx = await begun();
    const lead = await leadNow();
    const old = { ...lead, token: lead.token - 1n };
    await tickRollouts({ db: db(), pool: pool(), now: minuteOf(0) }, old, going);
    expect((await detailOf(ctx)).state.phase).toBe("SCHEDULED");
  });
});

describe("what holds a rollout", () => {
  test("no data pauses it, raises an alert, and ends by itself", async () => {
    const ctx = await begun();
    for (const minute of [0, 6, 12, 18]) await tick(minute);
    expect((await detailOf(ctx)).state).toMatchObject({ step: "PAUSED", pause: "noData" });
    const where = { projectId: ctx.project.id, source: "rollout" };
    expect(await db().alert.count({ where: { ...where, endedAt: null } })).toBe(1);
    await traffic(ctx, rng(), { from: minuteOf(20), minutes: 10 }, arms(0.01, 0.01));
    await watch(24, 25);
    expect((await detailOf(ctx)).state).toMatchObject({ step: "BAKING", pause: null });
    expect(await db().alert.count({ where: { ...where, endedAt: null } })).toBe(0);
  });

  test("a cause that both arms share pauses it, tells the incident, and blames nobody", async () => {
    const ctx = await begun({
      gates: [{ key: "errors", signal: "errors", rule: { limit: 0.05 } }],
    });
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, arms(0.4, 0.4));
    for (const minute of [1, 20]) await tick(minute);
    const { state, rollout } = await detailOf(ctx);
    expect(state).toMatchObject({ phase: "RUNNING", pause: "commonCause" });
    expect(rollout.incident).not.toBeNull();
    await act({ ...ctx, now: minuteOf(21) }, "resume");
    await tick(22);
    const again = await replayRollout(ctx, { project: ctx.project.slug, key: "agent-real" });
    expect(again.isSame).toBe(true);
  });

  test("arms that did not get their shares make the gates mean nothing", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, arms(0.01, 0.01, 0.5));
    for (const minute of [1, 20]) await tick(minute);
    expect((await detailOf(ctx)).state).toMatchObject({ pause: "sampleRatio" });
  });

  const ready = { stages: STAGES.map((stage) => ({ ...stage, minBakeMs: 0, passesBy: "time" })) };

  test.each([
    [
      "an open critical incident",
      "blocked",
      async ({ project: { id: projectId } }: ProjectCtx) => {
        const what = { id: crypto.randomUUID(), projectId, number: 1, title: "All is down" };
        const when = { startedAt: NOON, createdAt: NOON, declaredByName: "Ada" };
        const stands = { severity: "critical", status: "investigating", source: "person" };
        await db().incident.create({ data: { ...what, ...when, ...stands } });
      },
    ],
    [
      "a freeze window",
      "freeze",
      async (ctx: ProjectCtx) => {
        const window = { from: NOON, to: minuteOf(600), reason: "a holiday" };
        await openFreeze(ctx, { project: ctx.project.slug, ...window });
      },
    ],
    [
      "a used-up error budget",
      "blocked",
      async ({ project }: ProjectCtx) => {
        await pool().query(
          `INSERT INTO counter_1h (project_id, bucket, requests, errors, environment, agent, agent_type,
             provider, model, version, variant)
           VALUES ($1, date_trunc('hour', $2::timestamptz) - interval '1 hour', 5000, 400, 'production', '', '', '', '', '', '')`,
          [project.id, NOON],
        );
      },
    ],
  ])("%s forbids promotion", async (_what, pause, arrange) => {
    const ctx = await begun(ready);
    await tick(0);
    await arrange(ctx);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 30 }, arms(0.01, 0.01));
    for (const minute of [1, 16]) await tick(minute);
    expect((await detailOf(ctx)).state).toMatchObject({ stage: 0, step: "PAUSED", pause });
    const promoted = act({ ...ctx, now: minuteOf(17) }, "promote");
    await expect(promoted).rejects.toMatchObject({ code: "conflict" });
  });

  test("time in which nobody watched, and a clock that jumped, bake nothing", async () => {
    const ctx = await begun();
    await tick(0);
    await traffic(ctx, rng(), { from: minuteOf(0), minutes: 180 }, arms(0.01, 0.01));
    await tick(1);
    for (const minute of [180, 181]) await tick(minute);
    const { bakedMs } = (await detailOf(ctx)).state;
    expect(bakedMs).toBeLessThanOrEqual(7 * MINUTE);
    await db().rollout.updateMany({ where: { projectId: ctx.project.id }, data: { nextAt: NOON } });
    await tick(100);
    expect((await detailOf(ctx)).state.bakedMs).toBe(bakedMs);
  });
});
