/** A flag ends by being archived: never while something needs it, never while a program asks for it, and with its history kept. */
import { describe, expect, test } from "vitest";
import { saveFlag, switchFlag } from "@/lib/flags/commands";
import { openFlags, readFlag, readFlags } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { flushExposures, noteAsker } from "@/lib/flags/store/exposures";
import { splitOf, writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { draftRollout } from "@/lib/rollouts/commands";
import { archiveFlag, graduateFlag } from "./commands";

const draft = (over: Record<string, unknown> = {}, production: Record<string, unknown> = {}) =>
  flagDraftSchema.parse(writtenFlag(over, production));

async function made(over: Record<string, unknown> = {}, production: Record<string, unknown> = {}) {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(over, production), was: null });
  return { ctx, project, flag: { project, key: "greeting" } };
}

const away = { isArchived: true, reason: "its work is done" };
const isServed = async (ctx: ProjectCtx, key = "greeting") => {
  const { snapshot } = await openFlags(ctx, { project: ctx.project.slug, env: "production" });
  return snapshot.flags.has(key);
};
const actsIn = async (ctx: ProjectCtx) => {
  const where = { projectId: ctx.project.id };
  const entries = await db().auditEntry.findMany({ where, orderBy: { at: "asc" } });
  return entries.map(({ action }) => action);
};

describe("archiving", () => {
  test("serves it to nobody, keeps its versions and the reason, and is undone as it was", async () => {
    const { ctx, project, flag } = await made();
    expect(await archiveFlag(ctx, { ...flag, ...away })).toEqual({ key: "greeting", wasSo: false });
    expect(await isServed(ctx)).toBe(false);
    const { flags, archived } = await readFlags(ctx, { project });
    expect([flags, archived]).toMatchObject([
      [],
      [{ key: "greeting", by: "admin", reason: "its work is done", keep: null }],
    ]);
    const view = await readFlag(ctx, flag);
    expect(view).toMatchObject({ version: 1, stale: null, archived: { reason: away.reason } });
    expect(await archiveFlag(ctx, { ...flag, ...away })).toMatchObject({ wasSo: true });
    const off = { environment: "production", isEnabled: false, reason: "too late" };
    await expect(switchFlag(ctx, { ...flag, ...off })).rejects.toThrow(/is archived/);
    await archiveFlag(ctx, { ...flag, isArchived: false, reason: "it is needed" });
    expect(await isServed(ctx)).toBe(true);
    expect((await readFlag(ctx, flag)).archived).toBeNull();
    expect(await actsIn(ctx)).toEqual(["flag.create", "flag.archive", "flag.unarchive"]);
  });

  test("is refused while another flag waits for it, and names that flag", async () => {
    const { ctx, project, flag } = await made();
    const prerequisites = [{ flag: "greeting", variants: ["on"] }];
    const other = draft({ key: "other" }, { prerequisites });
    await saveFlag(ctx, { project, flag: other, was: null });
    const work = archiveFlag(ctx, { ...flag, ...away });
    await expect(work).rejects.toThrow(/“other” waits for it in production/);
    expect(await isServed(ctx)).toBe(true);
    await archiveFlag(ctx, { project, key: "other", ...away });
    await archiveFlag(ctx, { ...flag, ...away });
    const back = archiveFlag(ctx, { project, key: "other", isArchived: false, reason: "again" });
    await expect(back).rejects.toThrow(/names the flag “greeting”, which is nowhere/);
  });

  test("waits for a variant that is there: another one would switch it off for good", async () => {
    const { ctx, project } = await made();
    const prerequisites = [{ flag: "greeting", variants: ["onn"] }];
    const other = draft({ key: "other" }, { prerequisites });
    await expect(saveFlag(ctx, { project, flag: other, was: null })).rejects.toThrow(
      /waits for the variant “onn” of “greeting”, which has only/,
    );
  });

  test("is refused while a rollout is planned to move it", async () => {
    const { ctx, project, flag } = await made();
    const plan = { key: "go", flag: "greeting", environment: "production" };
    const arms = { canary: "on", control: "off", preset: "mockToReal" } as const;
    await draftRollout(ctx, { project, plan: { ...plan, ...arms } });
    const work = archiveFlag(ctx, { ...flag, ...away });
    await expect(work).rejects.toMatchObject({ code: "conflict", detail: { rollout: "go" } });
  });

  test.each(["viewer", "operator", "stranger"] as const)("is not a %s's to do", async (as) => {
    const { ctx, flag } = await made();
    const code = as === "stranger" ? "not-found" : "forbidden";
    const other = seenBy(ctx, as);
    await expect(archiveFlag(other, { ...flag, ...away })).rejects.toMatchObject({ code });
    const work = graduateFlag(other, { ...flag, keep: "on", was: 1 });
    await expect(work).rejects.toMatchObject({ code });
  });

  test("of a flag that is nowhere is not found", async () => {
    const { ctx, project } = await made();
    const none = { project, key: "none" };
    await expect(archiveFlag(ctx, { ...none, ...away })).rejects.toMatchObject({
      code: "not-found",
    });
    const work = graduateFlag(ctx, { ...none, keep: "on", was: 1 });
    await expect(work).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("graduating", () => {
  test("leaves one plain variant where it was that already, and says what the code keeps", async () => {
    const { ctx, flag } = await made({}, { serve: splitOf({ on: 100, off: 0 }, "off") });
    const done = await graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    expect(done).toEqual({ key: "greeting", version: 2, keeps: "on" });
    const view = await readFlag(ctx, flag);
    expect(view.flag.environments.production).toMatchObject({ serve: { variant: "on" } });
    expect(view.graduation).toMatchObject({ keep: "on", by: "admin" });
    expect(view.versions[0]?.reason).toBe("Graduated to on");
    expect(await actsIn(ctx)).toEqual(["flag.create", "flag.graduate"]);
  });

  test("is refused while it depends on who asks, for what nobody gets, and for a version that is old", async () => {
    const { ctx, flag } = await made({}, { serve: splitOf({ on: 50, off: 50 }, "off") });
    const early = graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    await expect(early).rejects.toThrow(/In production it still depends on who asks/);
    await saveFlag(ctx, { project: flag.project, flag: draft(), was: 1 });
    const other = graduateFlag(ctx, { ...flag, keep: "off", was: 2 });
    await expect(other).rejects.toThrow(/Nobody gets “off”/);
    const old = graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    await expect(old).rejects.toMatchObject({ code: "conflict", detail: { field: "was" } });
  });

  test("ends with a change, and with somebody who says so", async () => {
    const { ctx, project, flag } = await made();
    await graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    await saveFlag(ctx, { project, flag: draft({ description: "of use" }), was: 1 });
    expect((await readFlag(ctx, flag)).graduation).toBeNull();
    await graduateFlag(ctx, { ...flag, keep: "on", was: 2 });
    await graduateFlag(ctx, { ...flag, keep: null, was: 2 });
    expect((await readFlag(ctx, flag)).graduation).toBeNull();
  });
});

test("who asks is counted by key, apart for one flag and for all of them", async () => {
  const { ctx, flag } = await made();
  const actor = { kind: "key", id: "k-1", name: "agents" } as const;
  const asked = { projectId: ctx.project.id, environment: "production", actor };
  noteAsker({ ...asked, key: "greeting" }, 200);
  noteAsker({ ...asked, key: "greeting" }, 200);
  await flushExposures();
  noteAsker({ ...asked, key: "greeting" }, 200);
  noteAsker({ ...asked, key: "greeting" }, 404);
  noteAsker({ ...asked, key: "other" }, 200);
  noteAsker({ ...asked, key: null }, 200);
  await flushExposures();
  const { askers } = await readFlag(ctx, flag);
  expect(askers.map(({ isForAll, n }) => [isForAll, n])).toEqual([
    [false, 3],
    [true, 1],
  ]);
});
