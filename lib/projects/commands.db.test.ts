/** What settings promise to two who edit them at once, and what is left of a project that was removed. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { removeProject, updateProject } from "./commands";
import { listProjects, readProject } from "./queries";
import { REMOVED } from "./schema";

const entriesOf = (projectId: number) =>
  db().auditEntry.findMany({ where: { projectId }, orderBy: { seq: "asc" } });

test("settings change with before and after in the audit log", async () => {
  const ctx = await testCtx();
  const { slug, id } = ctx.project;
  const targets = { errorRate: { aim: 0.02, limit: 0.05 } };
  await updateProject(ctx, { project: slug, revision: 0, rawDays: 7, targets });
  expect(await entriesOf(id)).toMatchObject([
    {
      action: "project.update",
      before: { rawDays: 30, targets: {}, revision: 0 },
      after: { rawDays: 7, targets, revision: 1 },
    },
  ]);
  expect(await readProject(ctx, { project: slug })).toMatchObject({ rawDays: 7, revision: 1 });
});

test("of two who edit the same settings the second is told who changed what, and overwrites nothing", async () => {
  const ctx = await testCtx();
  const { slug } = ctx.project;
  const ada = { ...ctx, actor: { ...ctx.actor, name: "Ada" } as typeof ctx.actor };
  await updateProject(ada, { project: slug, revision: 0, name: "By Ada" });
  const second = updateProject(ctx, { project: slug, revision: 0, name: "By me", rawDays: 9 });
  await expect(second).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^Ada changed the name on .* UTC, after you opened this/),
    detail: { field: "revision", changes: [{ by: "Ada", what: ["the name"] }] },
  });
  const now = await readProject(ctx, { project: slug });
  expect(now).toMatchObject({ name: "By Ada", rawDays: 30, revision: 1 });
  await updateProject(ctx, { project: slug, revision: now.revision, name: "By me" });
  expect((await readProject(ctx, { project: slug })).name).toBe("By me");
});

test("of two who save in the same moment one wins and the other is told", async () => {
  const ctx = await testCtx();
  const { slug, id } = ctx.project;
  const saves = ["One", "Two"].map((name) =>
    updateProject(ctx, { project: slug, revision: 0, name }),
  );
  const outcomes = (await Promise.allSettled(saves)).map(({ status }) => status);
  expect(outcomes.sort()).toEqual(["fulfilled", "rejected"]);
  expect(await entriesOf(id)).toHaveLength(1);
});

test("saving what is there already changes nothing and is not told", async () => {
  const ctx = await testCtx();
  const { slug, name, id } = ctx.project;
  const saved = await updateProject(ctx, { project: slug, revision: 0, name, targets: {} });
  expect(saved.revision).toBe(0);
  expect(await entriesOf(id)).toEqual([]);
});

test.each([
  ["a limit on the wrong side", { targets: { errorRate: { aim: 0.05, limit: 0.01 } } }],
  ["an unknown target", { targets: { mood: { aim: 1, limit: 2 } } }],
  ["a time zone that is none", { timeZone: "Mars/Olympus" }],
  ["no retention", { rawDays: 0 }],
  ["a change that does not say what it was made from", { name: "New", revision: undefined }],
  ["fields that nobody offered", { name: "New", isDemo: true }],
])("settings refuse %s", async (_what, change) => {
  const ctx = await testCtx();
  const asked = { project: ctx.project.slug, revision: 0, ...change };
  await expect(updateProject(ctx, asked as never)).rejects.toMatchObject({ code: "invalid" });
});

test.each(["viewer", "operator"] as const)("settings refuse a %s", async (role) => {
  const ctx = await testCtx({ as: role });
  const change = { project: ctx.project.slug, revision: 0, name: "Mine" };
  await expect(updateProject(ctx, change)).rejects.toMatchObject({ code: "forbidden" });
});

test("another's project is not found", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const change = { project: other.project.slug, revision: 0, name: "Mine" };
  await expect(updateProject(ctx, change)).rejects.toMatchObject({ code: "not-found" });
});

test("people see the projects they belong to, and counts where their role may", async () => {
  const [ctx, other] = [await testCtx({ as: "viewer" }), await testCtx()];
  const asked = await listProjects(ctx, {});
  expect(asked).toEqual([
    expect.objectContaining({ slug: ctx.project.slug, role: "viewer", people: null, keys: null }),
  ]);
  await db().apiKey.create({
    data: {
      id: randomUUID(),
      projectId: ctx.project.id,
      name: "key",
      prefix: "wh_",
      hash: randomUUID(),
      scopes: [],
      createdAt: ctx.now,
    },
  });
  const owners = await listProjects(seenBy(ctx, "owner"), {});
  expect(owners.map(({ slug }) => slug)).toContain(other.project.slug);
  expect(owners).toContainEqual(
    expect.objectContaining({ slug: ctx.project.slug, role: "owner", people: 0, keys: 1 }),
  );
});

const removal = (slug: string) => ({ project: slug, confirm: slug, reason: "It was a trial" });

test("a removed project is gone at once, its telemetry is noted for deletion, and the audit log stays", async () => {
  const ctx = await testCtx({ as: "owner" });
  const { id, slug } = ctx.project;
  await updateProject(ctx, { project: slug, revision: 0, name: "Trial" });
  await removeProject(ctx, removal(slug));
  await expect(readProject(ctx, { project: slug })).rejects.toMatchObject({ code: "not-found" });
  const note = await db().instanceSetting.findUnique({ where: { name: REMOVED + id } });
  expect(note?.value).toEqual({ projectId: id });
  expect(await entriesOf(id)).toMatchObject([
    { action: "project.update" },
    { action: "project.remove", before: { slug, name: "Trial" }, reason: "It was a trial" },
  ]);
});

test("a project stays until its short name is typed and a reason given", async () => {
  const ctx = await testCtx({ as: "owner" });
  const { slug } = ctx.project;
  for (const wrong of [{ confirm: "other" }, { reason: " " }]) {
    const asked = removeProject(ctx, { ...removal(slug), ...wrong });
    await expect(asked).rejects.toMatchObject({ code: "invalid" });
  }
  expect((await readProject(ctx, { project: slug })).slug).toBe(slug);
});

test("only the owner of the instance removes a project, and not the demo by this way", async () => {
  const ctx = await testCtx();
  const { slug, id } = ctx.project;
  await expect(removeProject(ctx, removal(slug))).rejects.toMatchObject({ code: "forbidden" });
  const { slug: demo } = await db().project.update({
    where: { id },
    data: { isDemo: true, slug: `${slug}-demo` },
  });
  const asked = removeProject(seenBy(ctx, "owner"), removal(demo));
  await expect(asked).rejects.toMatchObject({ code: "conflict" });
});
