/** While a rollout moves a flag its split and both arms are the rollout's: nobody changes them behind its back, and the rest stays free. */
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, draftRollout } from "@/lib/rollouts/commands";
import { importFlags, restoreFlag, saveFlag, switchFlag } from "./commands";
import { graduateFlag } from "./life/commands";
import { previewFlag, readFlag } from "./queries";
import { type FlagDraft, flagDraftSchema } from "./schema";
import { splitOf, writtenFlag } from "./test-flags";

type World = { readonly ctx: ProjectCtx; readonly project: string; readonly flag: FlagDraft };
let world: World;
const split = (on: number) => ({ serve: splitOf({ on, off: 100 - on }, "off") });
const draft = (over: Record<string, unknown>, production: Record<string, unknown> = split(30)) =>
  flagDraftSchema.parse(writtenFlag(over, production));

beforeEach(async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const flag = draft({}, split(0));
  await saveFlag(ctx, { project, flag, was: null });
  const arms = { canary: "on", control: "off", preset: "mockToReal" } as const;
  const plan = { key: "go", flag: "greeting", environment: "production", ...arms };
  await draftRollout(ctx, { project, plan });
  await actOnRollout(ctx, { project, key: "go", act: "start", revision: 0, reason: "ready" });
  const { flag: now } = await readFlag(ctx, { project, key: "greeting" });
  world = { ctx, project, flag: now };
});

describe("under a rollout", () => {
  test.each([
    ["the split", { serve: { variant: "on" } }, {}, "flag.environments.production.serve"],
    ["the value of an arm", {}, { variants: { on: false, off: false } }, "flag.variants.on"],
    ["the unit", {}, { unit: "session" }, "flag.unit"],
    ["the salt", {}, { salt: "other" }, "flag.salt"],
  ])(
    "%s stays, and whoever changes it is told which rollout",
    async (_what, production, over, field) => {
      const { ctx, project, flag } = world;
      const here = { ...flag.environments.production, ...production };
      const changed = { ...flag, ...over, environments: { production: here } };
      const change = { project, flag: flagDraftSchema.parse(changed), was: 1 };
      const refusal = { code: "conflict", detail: { field, rollout: "go" } };
      await expect(saveFlag(ctx, change)).rejects.toMatchObject(refusal);
      await expect(previewFlag(ctx, change)).rejects.toMatchObject(refusal);
    },
  );

  test("words, other variants, rules and the kill switch are free", async () => {
    const { ctx, project, flag } = world;
    const rules = [
      {
        ...{ name: "staff", when: [{ is: "present", attribute: "staff" }] },
        serve: { variant: "on" },
      },
    ];
    const here = { ...flag.environments.production, rules };
    const variants = { ...flag.variants, other: true };
    const environments = { production: here, staging: { serve: { variant: "on" } } };
    const changed = { ...flag, description: "words", variants, environments };
    const change = { project, flag: flagDraftSchema.parse(changed), was: 1 };
    const { changes } = await previewFlag(ctx, change);
    expect(changes.map(({ field }) => field)).toContain("description");
    expect(await saveFlag(ctx, change)).toMatchObject({ version: 2 });
    const off = { environment: "production", isEnabled: false, reason: "it hurts" };
    await switchFlag(ctx, { project, key: "greeting", ...off });
  });

  test("a file leaves the split where the rollout has moved it, and changes the rest", async () => {
    const { ctx, project } = world;
    const moved = draft({}, split(10));
    await db().rollout.updateMany({ where: { projectId: ctx.project.id }, data: { flag: "none" } });
    await saveFlag(ctx, { project, flag: moved, was: 1 });
    const where = { projectId: ctx.project.id };
    await db().rollout.updateMany({ where, data: { flag: "greeting" } });
    await importFlags(ctx, {
      project,
      flags: [draft({ description: "as in the file" }, split(0))],
    });
    const { flag } = await readFlag(ctx, { project, key: "greeting" });
    expect(flag).toMatchObject({
      description: "as in the file",
      environments: { production: { serve: { split: { ranges: [{ to: 10_000 }, {}] } } } },
    });
  });

  test("no older split is restored, and the flag does not graduate", async () => {
    const { ctx, project } = world;
    const where = { projectId: ctx.project.id };
    await db().rollout.updateMany({ where, data: { flag: "none" } });
    await saveFlag(ctx, { project, flag: draft({}, split(40)), was: 1 });
    await db().rollout.updateMany({ where, data: { flag: "greeting" } });
    const one = { project, key: "greeting", was: 2 };
    const refusal = { code: "conflict", detail: { rollout: "go" } };
    await expect(restoreFlag(ctx, { ...one, version: 1 })).rejects.toMatchObject(refusal);
    await saveFlag(ctx, { project, flag: draft({ description: "x" }, split(40)), was: 2 });
    const work = graduateFlag(ctx, { ...one, was: 3, keep: "off" });
    await expect(work).rejects.toMatchObject({ code: "conflict" });
  });
});

test("a preview tells what would change and how many move, and changes nothing", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft({}, split(10)), was: null });
  const change = { project, flag: draft({}, split(30)), was: 1 };
  expect(await previewFlag(ctx, change)).toMatchObject({
    was: 1,
    changes: [{ field: "environments.production.serve", movedRatio: 0.2 }],
  });
  expect(await readFlag(ctx, { project, key: "greeting" })).toMatchObject({ version: 1 });
  const stale = previewFlag(ctx, { ...change, was: null });
  await expect(stale).rejects.toMatchObject({ code: "conflict", detail: { field: "was" } });
  const fresh = { ...change.flag, key: "fresh" };
  expect(await previewFlag(ctx, { project, flag: fresh, was: null })).toEqual({
    ...{ was: null, changes: [] },
  });
  const taken = saveFlag(ctx, { project, flag: { ...fresh, key: "new" }, was: null });
  await expect(taken).rejects.toThrow(/“new” is a page of the console/);
});
