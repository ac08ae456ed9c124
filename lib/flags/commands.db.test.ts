/** Flags are versions: each change is another, none is lost, two at once are told, and every process sees them. */

import type { PoolClient } from "pg";
import { describe, expect, test, vi } from "vitest";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { importFlags, restoreFlag, saveFlag, switchFlag } from "./commands";
import { evaluate } from "./evaluation";
import { exportFlags, openFlags, readFlag } from "./queries";
import { flagDraftSchema } from "./schema";
import { refreshFlags } from "./store/live";
import { splitOf, writtenFlag } from "./test-flags";

const draft = (over: Record<string, unknown> = {}, production: Record<string, unknown> = {}) =>
  flagDraftSchema.parse(writtenFlag(over, production));
const off = { environment: "production", isEnabled: false, reason: "it hurts" };

async function variantOf(ctx: ProjectCtx, env = "production"): Promise<string> {
  const { snapshot } = await openFlags(ctx, { project: ctx.project.slug, env });
  const outcome = evaluate({ snapshot, context: { targetingKey: "u" } }, "greeting");
  return "variant" in outcome ? outcome.variant : outcome.errorCode;
}

describe("a flag", () => {
  test("is made, changed and restored, each as a version with who and why", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await saveFlag(ctx, { project, flag: draft(), was: null, reason: "first" });
    expect(await variantOf(ctx)).toBe("on");
    await switchFlag(ctx, { project, key: "greeting", ...off });
    expect(await variantOf(ctx)).toBe("off");
    await restoreFlag(ctx, { project, key: "greeting", version: 1, was: 2 });
    expect(await variantOf(ctx)).toBe("on");
    const { versions } = await readFlag(ctx, { project, key: "greeting" });
    expect(versions.map(({ version, by, reason }) => [version, by, reason])).toEqual([
      [3, "admin", "As in version 1"],
      [2, "admin", "it hurts"],
      [1, "admin", "first"],
    ]);
  });

  test("saved as it is makes no version, and no entry in the audit log", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await saveFlag(ctx, { project, flag: draft(), was: null });
    expect(await saveFlag(ctx, { project, flag: draft(), was: 1 })).toMatchObject({
      ...{ version: 1, what: "same" },
    });
    const entries = await db().auditEntry.findMany({ where: { projectId: ctx.project.id } });
    expect(entries.map(({ action }) => action)).toEqual(["flag.create"]);
  });

  test("of two who change one version, one is told", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await saveFlag(ctx, { project, flag: draft(), was: null });
    const change = (description: string) =>
      saveFlag(ctx, { project, flag: draft({ description }), was: 1 });
    const results = await Promise.allSettled([change("a"), change("b")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "conflict" });
    await expect(saveFlag(ctx, { project, flag: draft(), was: null })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("of a version nobody has, or that is not there, is not found", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await saveFlag(ctx, { project, flag: draft(), was: null });
    const asked = { project, key: "greeting", was: 1 };
    await expect(restoreFlag(ctx, { ...asked, version: 7 })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(readFlag(ctx, { project, key: "gone" })).rejects.toMatchObject({
      code: "not-found",
    });
    const elsewhere = { ...off, environment: "staging" };
    await expect(switchFlag(ctx, { project, key: "greeting", ...elsewhere })).rejects.toMatchObject(
      { code: "not-found" },
    );
  });

  test("grows from whom it had", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    const at = (on: number) => draft({}, { serve: splitOf({ on, off: 100 - on }, "off") });
    await saveFlag(ctx, { project, flag: at(10), was: null });
    const { flag } = await saveFlag(ctx, { project, flag: at(20), was: 1 });
    expect(flag.environments.production?.serve).toMatchObject({
      split: { ranges: [{ variant: "on", from: 0, to: 20_000 }, { variant: "off" }] },
    });
  });
});

test("a version is never changed, not even by hand", async () => {
  const ctx = await testCtx();
  await saveFlag(ctx, { project: ctx.project.slug, flag: draft(), was: null });
  const work = db().flagVersion.updateMany({
    where: { flag: { projectId: ctx.project.id } },
    data: { spec: {} },
  });
  await expect(work).rejects.toThrow(/never changed/);
});

describe("who may", () => {
  test.each(["viewer", "operator", "stranger"] as const)("a %s changes nothing", async (as) => {
    const ctx = await testCtx();
    const other = seenBy(ctx, as);
    const code = as === "stranger" ? "not-found" : "forbidden";
    const { slug: project } = ctx.project;
    const work = saveFlag(other, { project, flag: draft(), was: null });
    await expect(work).rejects.toMatchObject({ code });
    await expect(importFlags(other, { project })).rejects.toMatchObject({ code });
  });

  test("a key that evaluates does not write, and one that writes reads", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    const evaluating = seenBy(ctx, { scopes: ["flags:evaluate"] });
    const work = saveFlag(evaluating, { project, flag: draft(), was: null });
    await expect(work).rejects.toMatchObject({ code: "forbidden" });
    const writing = seenBy(ctx, { scopes: ["flags:write"] });
    await saveFlag(writing, { project, flag: draft(), was: null });
    expect((await exportFlags(writing, { project })).flags).toHaveLength(1);
  });
});

test("where two people have to agree, off is off at once, and on again waits for the second", async () => {
  const ctx = await testCtx();
  const { id: projectId, slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(), was: null });
  const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
  await db().environmentPolicy.create({ data: { projectId, ...rule } });
  const made = await switchFlag(ctx, { project, key: "greeting", ...off });
  expect(made).toEqual({ key: "greeting", version: 2, wasSo: false });
  expect(await switchFlag(ctx, { project, key: "greeting", ...off })).toMatchObject({
    wasSo: true,
  });
  const on = switchFlag(ctx, { project, key: "greeting", ...off, isEnabled: true });
  await expect(on).rejects.toMatchObject({ code: "needs-approval" });
  expect(await variantOf(ctx)).toBe("off");
});

describe("where two people have to agree, there is no way around the switch:", () => {
  const guarded = async () => {
    const ctx = await testCtx();
    const { id: projectId, slug: project } = ctx.project;
    await saveFlag(ctx, { project, flag: draft(), was: null });
    await switchFlag(ctx, { project, key: "greeting", ...off });
    const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
    await db().environmentPolicy.create({ data: { projectId, ...rule } });
    return { ctx, project };
  };
  const waits = (work: Promise<unknown>) =>
    expect(work).rejects.toMatchObject({ code: "needs-approval" });

  test("a definition that says on, an older version and a file wait as well", async () => {
    const { ctx, project } = await guarded();
    await waits(saveFlag(ctx, { project, flag: draft(), was: 2 }));
    await waits(restoreFlag(ctx, { project, key: "greeting", version: 1, was: 2 }));
    await waits(importFlags(ctx, { project, flags: [draft()] }));
    expect(await variantOf(ctx)).toBe("off");
  });

  test("words about it, and a flag that nobody has yet, do not wait", async () => {
    const { ctx, project } = await guarded();
    const words = draft({ description: "in other words" }, { isEnabled: false });
    expect(await saveFlag(ctx, { project, flag: words, was: 2 })).toMatchObject({ version: 3 });
    const other = draft({ key: "other" });
    expect(await saveFlag(ctx, { project, flag: other, was: null })).toMatchObject({ version: 1 });
  });
});

describe("files", () => {
  const segment = { key: "beta", includes: ["u"] };
  const inBeta = { name: "beta", when: [{ is: "inSegment", segment: "beta" }] };
  const rules = [{ ...inBeta, serve: { variant: "off" } }];
  const flags = [draft({}, { rules }), draft({ key: "other" })];

  test("go in all at once, the same again change nothing, and come out as they are", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    const first = await importFlags(ctx, { project, flags, segments: [segment] });
    expect(first).toEqual({
      created: ["segment beta", "greeting", "other"],
      changed: [],
      same: 0,
      held: [],
    });
    expect(await variantOf(ctx)).toBe("off");
    const file = await exportFlags(ctx, { project });
    expect(await importFlags(ctx, { project, ...file })).toEqual({
      ...{ created: [], changed: [], same: 3, held: [] },
    });
    const copy = await testCtx();
    await importFlags(copy, { project: copy.project.slug, ...file });
    expect(await exportFlags(copy, { project: copy.project.slug })).toEqual(file);
  });

  test("with a segment that is nowhere, or a flag twice, go in not at all", async () => {
    const ctx = await testCtx();
    const { slug: project } = ctx.project;
    await expect(importFlags(ctx, { project, flags })).rejects.toThrow(/names the segment “beta”/);
    const twice = [draft(), draft()];
    await expect(importFlags(ctx, { project, flags: twice })).rejects.toThrow(/“greeting” twice/);
    expect((await exportFlags(ctx, { project })).flags).toEqual([]);
  });
});

test("what another process changed is seen here without being asked for", async () => {
  const ctx = await testCtx();
  const { id, slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(), was: null });
  expect(await variantOf(ctx)).toBe("on");
  // As another replica would have left it.
  await db().flag.updateMany({ where: { projectId: id }, data: { archivedAt: ctx.now } });
  await db().environmentState.updateMany({
    where: { projectId: id },
    data: { revision: { increment: 1 } },
  });
  await vi.waitFor(async () => expect(await variantOf(ctx)).toBe("FLAG_NOT_FOUND"), 10_000);
  await saveFlag(ctx, { project, flag: draft(), was: 1 });
  expect(await variantOf(ctx)).toBe("on");
});

test("what is changed while others read is seen by whoever asks after it", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(), was: null });
  await held("LOCK TABLE segment IN ACCESS EXCLUSIVE MODE", async (client) => {
    const reading = refreshFlags(ctx.project.id);
    await isWaiting();
    const changing = switchFlag(ctx, { project, key: "greeting", ...off });
    await changed(ctx, 2);
    await client.query("COMMIT");
    await Promise.all([reading, changing]);
  });
  expect(await variantOf(ctx)).toBe("off");
});

test("off is off, also while somebody else is changing the flag", async () => {
  const ctx = await testCtx();
  const { id, slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(), was: null });
  const made = await held(
    `SELECT FROM flag WHERE project_id = ${id} FOR UPDATE`,
    async (client) => {
      const pressed = switchFlag(ctx, { project, key: "greeting", ...off });
      await isWaiting();
      await client.query(
        `INSERT INTO flag_version (flag_id, version, spec, at, by_name)
       SELECT flag_id, 2, spec, at, by_name FROM flag_version
       JOIN flag ON flag.id = flag_id WHERE project_id = $1`,
        [id],
      );
      await client.query("UPDATE flag SET version = 2 WHERE project_id = $1", [id]);
      await client.query("COMMIT");
      return pressed;
    },
  );
  expect(made).toMatchObject({ version: 3, wasSo: false });
});

/** In a transaction of another process that holds something meanwhile. */
async function held<T>(lock: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query(lock);
    return await work(client);
  } finally {
    client.release();
  }
}

const isWaiting = () =>
  vi.waitFor(async () => {
    const { rowCount } = await pool().query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(rowCount).toBeGreaterThan(0);
  }, 10_000);

const changed = ({ project: { id: projectId } }: ProjectCtx, version: number) =>
  vi.waitFor(async () => {
    expect(await db().flag.count({ where: { projectId, version } })).toBe(1);
  }, 10_000);

test("a change in one environment leaves the number of the others", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const staging = { serve: { variant: "on" } };
  const environments = { production: staging, staging };
  await saveFlag(ctx, { project, flag: draft({ environments }), was: null });
  const revisions = async () =>
    Promise.all(
      ["production", "staging"].map(
        async (env) => (await openFlags(ctx, { project, env })).revision,
      ),
    );
  const [before, elsewhere] = await revisions();
  await switchFlag(ctx, { project, key: "greeting", ...off });
  expect(await revisions()).toEqual([(before ?? 0) + 1, elsewhere]);
});
