/** What people say of rollbacks: who may, what is counted, and what a plan was before. */
import { expect, test } from "vitest";
import { saveFlag } from "@/lib/flags/commands";
import { flagDraftSchema } from "@/lib/flags/schema";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, changePlan, draftRollout, judgeRollback, openFreeze } from "./commands";
import { readRollout, readRollouts } from "./queries";
import type { ActName } from "./schema";
import { tickRollout } from "./store/tick";

const KEY = "agent-real";

/** Out at 10 %, by the worker's own hand. */
async function running(): Promise<ProjectCtx> {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const flag = flagDraftSchema.parse({
    ...{ key: "agent", kind: "string", offVariant: "mock", variants: { mock: "m", real: "r" } },
    environments: { production: { serve: { variant: "mock" } } },
  });
  await saveFlag(ctx, { project, flag, was: null });
  const names = { key: KEY, flag: "agent", environment: "production" };
  const plan = { ...names, preset: "mockToReal", canary: "real", control: "mock" } as const;
  await draftRollout(ctx, { project, plan });
  await act(ctx, "start");
  await tick(ctx);
  return ctx;
}

const detail = (ctx: ProjectCtx) => readRollout(ctx, { project: ctx.project.slug, key: KEY });
const all = (ctx: ProjectCtx) => readRollouts(ctx, { project: ctx.project.slug });

async function act(ctx: ProjectCtx, what: ActName): Promise<void> {
  const { revision } = await detail(ctx);
  const asked = { project: ctx.project.slug, key: KEY, revision, reason: "as planned" };
  await actOnRollout(ctx, { ...asked, act: what });
}

async function tick(ctx: ProjectCtx): Promise<void> {
  const row = await db().rollout.findFirstOrThrow({ where: { projectId: ctx.project.id } });
  await db().$transaction((tx) => tickRollout({ ...ctx, db: tx }, row.id));
}

/** The step that the worker writes where the evidence crossed. */
async function rollBackByGates(ctx: ProjectCtx): Promise<void> {
  await act(ctx, "rollBack");
  const { id } = await db().rollout.findFirstOrThrow({ where: { projectId: ctx.project.id } });
  await db().rolloutStep.updateMany({
    where: { rolloutId: id, kind: "rolledBack" },
    data: { byId: null, byName: "its gates" },
  });
}

const judge = (ctx: ProjectCtx, isFalse: boolean, reason = "", attempt = 1) =>
  judgeRollback(ctx, { project: ctx.project.slug, key: KEY, attempt, isFalse, reason });

test("a rollback waits for somebody's word, and is counted by it", async () => {
  const ctx = await running();
  await expect(judge(ctx, false)).rejects.toMatchObject({ code: "conflict" });
  await rollBackByGates(ctx);
  const { rollbacks } = await all(ctx);
  expect(rollbacks.toJudge).toMatchObject([{ key: KEY, attempt: 1, isByMachine: true }]);
  expect(rollbacks.counts).toMatchObject({ rollouts: 1, byPeople: 0, byMachine: 1, judged: 0 });
  await judge(ctx, false, "it would have lost bookings");
  const after = (await all(ctx)).rollbacks;
  expect(after.toJudge).toEqual([]);
  expect(after.counts).toMatchObject({ judged: 1, judgedFalse: 0 });
});

test("a rollback by hand waits for nobody's word, and a word on it is not counted", async () => {
  const ctx = await running();
  await act(ctx, "rollBack");
  expect((await all(ctx)).rollbacks.toJudge).toEqual([]);
  expect(await judge(ctx, true, "nothing was wrong")).toMatchObject({ isCounted: false });
  expect((await all(ctx)).rollbacks.counts).toMatchObject({
    ...{ byPeople: 1, judged: 0, judgedFalse: 0, healthy: 0, falseRatio: null },
  });
  const { steps } = await detail(ctx);
  expect(steps.map(({ text }) => text)).toContain(
    "Judged the rollback by hand, which is not counted, false: nothing was wrong",
  );
});

test("a judgement can be changed: the latest counts, the history and the audit log keep both", async () => {
  const ctx = await running();
  await act(ctx, "rollBack");
  await judge(ctx, false);
  await expect(judge(ctx, true)).rejects.toMatchObject({ detail: { field: "reason" } });
  await judge(ctx, true, "the provider was down");
  const { rollbacks, steps } = await detail(ctx);
  expect(rollbacks).toMatchObject([
    { judgement: { isFalse: true, reason: "the provider was down" } },
  ]);
  const said = steps.filter(({ kind }) => kind === "judged").map(({ text }) => text);
  expect(said).toHaveLength(2);
  const audited = await db().auditEntry.findMany({
    where: { projectId: ctx.project.id, action: "rollout.judge" },
    orderBy: { at: "asc" },
  });
  expect(audited.map(({ before }) => before)).toContainEqual({ isFalse: false, reason: null });
});

test("each attempt is judged by itself", async () => {
  const ctx = await running();
  await rollBackByGates(ctx);
  await judge(ctx, false);
  await act(ctx, "restart");
  await tick(ctx);
  await rollBackByGates(ctx);
  expect((await all(ctx)).rollbacks.toJudge).toMatchObject([{ attempt: 2 }]);
});

test.each(["viewer", "stranger"] as const)("a %s judges nothing", async (as) => {
  const ctx = await running();
  await act(ctx, "rollBack");
  const code = as === "stranger" ? "not-found" : "forbidden";
  await expect(judge(seenBy(ctx, as), false)).rejects.toMatchObject({ code });
});

test("the incident of a rollback leads to where it is judged", async () => {
  const ctx = await running();
  await act(ctx, "rollBack");
  const incident = await db().incident.findFirstOrThrow({
    where: { projectId: ctx.project.id },
    include: { entries: true },
  });
  expect(incident.entries.map(({ url }) => url)).toContain(`/rollouts/${KEY}#rollbacks`);
});

test("a version of a plan says what it changed, and a coming freeze is told on the page", async () => {
  const ctx = await running();
  const { plan, revision } = await detail(ctx);
  const [first, second, third] = plan.stages;
  if (!first || !second || !third) throw new Error("the preset has three stages");
  const longer = { ...second, minBakeMs: 36 * 3_600_000 };
  await changePlan(ctx, {
    ...{ project: ctx.project.slug, key: KEY, revision, reason: "slow week" },
    plan: { ...plan, stages: [first, longer, third] },
  });
  const from = new Date(ctx.now.getTime() + 3_600_000);
  const to = new Date(ctx.now.getTime() + 7_200_000);
  await openFreeze(ctx, { project: ctx.project.slug, from, to, reason: "a launch" });
  const { versions, freezes } = await detail(ctx);
  expect(versions.map(({ changes, reason }) => [changes, reason])).toEqual([
    [["Stage 2 bakes 24 h → 36 h"], "slow week"],
    [[], null],
  ]);
  expect(freezes).toMatchObject([{ reason: "a launch", from: from.toISOString() }]);
});

test("a plan that does not fit is told field by field", async () => {
  const ctx = await running();
  const { plan } = await detail(ctx);
  const stages = plan.stages.map((stage) => ({ ...stage, weight: null }));
  // What a form with an empty field sends.
  const sent = { ...plan, key: "other", stages } as unknown as typeof plan;
  await expect(draftRollout(ctx, { project: ctx.project.slug, plan: sent })).rejects.toMatchObject({
    message: "plan.stages[0].weight is null: takes a number from 0 to 100",
    detail: { field: "plan.stages.0.weight" },
  });
});
