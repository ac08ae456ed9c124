/** What people may do to rollouts: who, in which order, and what the second of two is told. */
import { describe, expect, test } from "vitest";
import { saveFlag } from "@/lib/flags/commands";
import { flagDraftSchema } from "@/lib/flags/schema";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, changePlan, draftRollout, endFreeze, openFreeze } from "./commands";
import { readRollout, readRollouts } from "./queries";
import type { ActName } from "./schema";

const NAMES = { flag: "agent", environment: "production", canary: "real", control: "mock" };
const preset = (key = "agent-real", over: object = {}) =>
  ({ preset: "mockToReal", key, ...NAMES, ...over }) as const;

async function withFlag(serves = "mock"): Promise<ProjectCtx> {
  const ctx = await testCtx();
  const flag = flagDraftSchema.parse({
    ...{ key: "agent", kind: "string", offVariant: "mock", variants: { mock: "m", real: "r" } },
    environments: { production: { serve: { variant: serves } } },
  });
  await saveFlag(ctx, { project: ctx.project.slug, flag, was: null });
  return ctx;
}

const draft = (ctx: ProjectCtx, plan: object = preset()) =>
  draftRollout(ctx, { project: ctx.project.slug, plan: plan as ReturnType<typeof preset> });
const detail = (ctx: ProjectCtx, key = "agent-real") =>
  readRollout(ctx, { project: ctx.project.slug, key });

async function act(ctx: ProjectCtx, what: ActName, key = "agent-real", more: object = {}) {
  const { revision } = await detail(ctx, key);
  const asked = { project: ctx.project.slug, key, act: what, revision, reason: "as planned" };
  return actOnRollout(ctx, { ...asked, ...more });
}

describe("a draft", () => {
  test("comes from a preset, and says before its start what it can see at this traffic", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    const { stages, acts, rollout } = await detail(ctx);
    expect(stages.map(({ weight }) => weight)).toEqual([10, 50, 100]);
    expect(stages[0]?.bake).toMatch(/No request came within a day/);
    expect(acts.map((one) => one.act)).toEqual(["start", "abort"]);
    expect(rollout).toMatchObject({ phase: "DRAFT", weight: 0 });
  });

  test.each([
    ["an unknown variant", { canary: "reel" }, /no variant “reel”/],
    ["one variant for both arms", { canary: "mock" }, /nothing to roll out/],
    ["the name of a page", { key: "segments" }, /name of a page/],
    ["an unknown flag", { flag: "nothing" }, /no flag “nothing”/],
    ["an environment that serves nobody", { environment: "staging" }, /serves nobody/],
  ])("with %s is refused", async (_what, over, words) => {
    const ctx = await withFlag();
    await expect(draft(ctx, preset("x", over))).rejects.toThrow(words);
  });

  test("has a name of its own", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    await expect(draft(ctx)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("a start takes nothing away from people who have the canary already", async () => {
  const ctx = await withFlag("real");
  await draft(ctx);
  await expect(act(ctx, "start")).rejects.toThrow(/given to 100 % in production already/);
  expect((await detail(ctx)).state.phase).toBe("DRAFT");
});

test("a freeze that is over already would freeze nothing", async () => {
  const ctx = await withFlag();
  const at = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
  const asked = { project: ctx.project.slug, from: at(2), to: at(1), reason: "a typo" };
  await expect(openFreeze(ctx, asked)).rejects.toMatchObject({ detail: { field: "to" } });
});

test("a freeze of an environment that there is not is refused, with those that there are", async () => {
  const ctx = await withFlag();
  const { slug: project } = ctx.project;
  const to = new Date(ctx.now.getTime() + 60_000);
  const asked = { project, from: ctx.now, to, reason: "a holiday" };
  await expect(openFreeze(ctx, { ...asked, environment: "prodution" })).rejects.toMatchObject({
    message: expect.stringMatching(
      /“prodution” is no environment of this project: there are .*production/,
    ),
    detail: { field: "environment" },
  });
  await openFreeze(ctx, { ...asked, environment: "production" });
  expect((await readRollouts(ctx, { project })).freezes).toMatchObject([
    { environment: "production" },
  ]);
});

describe("two at once", () => {
  test("on one flag: the second rollout is refused until the first has ended", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    await draft(ctx, preset("other"));
    await act(ctx, "start");
    await expect(act(ctx, "start", "other")).rejects.toThrow(/“agent-real” moves the flag agent/);
    await act(ctx, "abort");
    await act(ctx, "start", "other");
    const { moving, over } = await readRollouts(ctx, { project: ctx.project.slug });
    expect([moving.map(({ key }) => key), over.map(({ key }) => key)]).toEqual([
      ...[["other"], ["agent-real"]],
    ]);
  });

  test("operators: one wins, the other is told what the first did", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    const { revision } = await detail(ctx);
    const both = ["start", "abort"].map((what) =>
      actOnRollout(ctx, {
        ...{ project: ctx.project.slug, key: "agent-real", act: what as ActName, revision },
        reason: "now",
      }),
    );
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "conflict", message: /moved since you read it/ });
  });
});

describe("a plan", () => {
  test("that is edited is a new version; what a running one promised stays", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    await act(ctx, "start");
    const { plan, revision, state } = await detail(ctx);
    await db().rollout.updateMany({
      where: { projectId: ctx.project.id },
      data: { state: { ...state, phase: "RUNNING", step: "BAKING" }, phase: "RUNNING" },
    });
    const asked = { project: ctx.project.slug, key: "agent-real", reason: "longer" };
    const promise = { ...plan.promise, alpha: 0.2 };
    const looser = changePlan(ctx, { ...asked, plan: { ...plan, promise }, revision });
    await expect(looser).rejects.toThrow(/cannot change on the way/);
    const stages = plan.stages.slice(0, 2);
    const kept = await changePlan(ctx, { ...asked, plan: { ...plan, stages }, revision });
    expect(kept).toMatchObject({ planVersion: 2, revision: revision + 1 });
    const versions = await db().rolloutPlan.findMany({ orderBy: { version: "asc" } });
    expect(versions.map(({ reason }) => reason)).toContain("longer");
  });
});

describe("who may", () => {
  test.each(["viewer", "stranger"] as const)("a %s moves nothing", async (as) => {
    const ctx = await withFlag();
    await draft(ctx);
    const code = as === "stranger" ? "not-found" : "forbidden";
    const asked = { project: ctx.project.slug, key: "agent-real", act: "start" } as const;
    const work = actOnRollout(seenBy(ctx, as), { ...asked, revision: 0, reason: "now" });
    await expect(work).rejects.toMatchObject({ code });
    await expect(draft(seenBy(ctx, as), preset("y"))).rejects.toMatchObject({ code });
  });

  test("where two people have to agree, a start waits for the second and an abort for nobody", async () => {
    const ctx = await withFlag();
    await draft(ctx);
    const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
    await db().environmentPolicy.create({ data: { projectId: ctx.project.id, ...rule } });
    await expect(act(ctx, "start")).rejects.toMatchObject({ code: "needs-approval" });
    expect(await act(ctx, "abort")).toMatchObject({ phase: "ABORTED" });
  });

  test("another project's rollout is not found", async () => {
    const [mine, other] = [await withFlag(), await withFlag()];
    await draft(other);
    await expect(act(mine, "start")).rejects.toMatchObject({ code: "not-found" });
  });
});

test("a rollout that was aborted restarts with the same users, or with fresh ones", async () => {
  const ctx = await withFlag();
  await draft(ctx);
  await act(ctx, "abort");
  await act(ctx, "restart");
  expect((await detail(ctx)).state).toMatchObject({ phase: "SCHEDULED", attempt: 2, salt: null });
  await act(ctx, "abort");
  await act(ctx, "restart", "agent-real", { users: "fresh" });
  expect((await detail(ctx)).state).toMatchObject({ attempt: 3, salt: "agent#3" });
});

test("what happened longer than a week ago is not counted in", async () => {
  const ctx = await withFlag();
  await draft(ctx);
  const since = new Date(ctx.now.getTime() - 8 * 24 * 3_600_000);
  await expect(act(ctx, "start", "agent-real", { since })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a freeze window is opened, shown and ended", async () => {
  const ctx = await withFlag();
  const { slug: project } = ctx.project;
  const window = { from: ctx.now, to: new Date(ctx.now.getTime() + 60_000), reason: "a holiday" };
  const { id } = await openFreeze(ctx, { project, ...window });
  expect((await readRollouts(ctx, { project })).freezes).toMatchObject([{ reason: "a holiday" }]);
  await endFreeze(ctx, { project, id });
  expect((await readRollouts(ctx, { project })).freezes).toEqual([]);
});
