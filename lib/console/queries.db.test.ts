/** What the shell is told, and what it is not. */
import { expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { readConsole } from "./queries";

test("a person sees their own projects, and what they may do there", async () => {
  const [mine, other] = [await testCtx({ as: "viewer" }), await testCtx()];
  const state = await readConsole(mine, { project: mine.project.slug });
  expect(state.projects.map(({ slug }) => slug)).toEqual([mine.project.slug]);
  expect(state.project?.role).toBe("viewer");
  expect(state.permissions).toContain("telemetry:read");
  expect(state.permissions).not.toContain("errors:resolve");
  await expect(readConsole(mine, { project: other.project.slug })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("without a project asked for, the first of one's own is taken", async () => {
  const ctx = await testCtx({ as: "operator" });
  const state = await readConsole(ctx, {});
  expect(state.project?.slug).toBe(ctx.project.slug);
  expect(state.permissions).toContain("errors:resolve");
});

test("somebody without a project gets an empty shell", async () => {
  const ctx = await testCtx({ as: "stranger" });
  const state = await readConsole(ctx, {});
  expect(state).toMatchObject({ project: null, projects: [], permissions: [] });
});

test("the owner sees every project, with every permission", async () => {
  const ctx = await testCtx({ as: "owner" });
  const state = await readConsole(ctx, { project: ctx.project.slug });
  expect(state.project?.role).toBe("owner");
  expect(state.permissions).toContain("keys:write");
});

test("environments, agents and the newest event come from what has arrived", async () => {
  const ctx = await testCtx();
  const at = new Date("2026-11-20T10:00:00Z");
  const insert = (environment: string, newestAt: Date) =>
    ctx.pool.query(
      `INSERT INTO pulse_partial (project_id, environment, kind, n, first_at, newest_at, received_at)
       VALUES ($1, $2, 1, 1, $3, $3, $3)`,
      [ctx.project.id, environment, newestAt],
    );
  await insert("staging", at);
  await insert("production", new Date(at.getTime() - 60_000));
  const state = await readConsole(ctx, { project: ctx.project.slug });
  expect(state.environments).toEqual(["production", "staging"]);
  expect(state.newestEventAt).toBe(at.toISOString());
});

test("a silent worker is noticed", async () => {
  const now = new Date();
  const ctx = await testCtx({ now });
  const beat = (at: Date) =>
    db().heartbeat.upsert({
      where: { name: "worker" },
      create: { name: "worker", at },
      update: { at },
    });
  await beat(new Date(now.getTime() - 5_000));
  expect((await readConsole(ctx, {})).workerOk).toBe(true);
  await beat(new Date(now.getTime() - 60_000));
  expect((await readConsole(ctx, {})).workerOk).toBe(false);
});

test("keys and nobody are refused", async () => {
  const ctx = await testCtx();
  await expect(readConsole(seenBy(ctx, { scopes: ["admin"] }), {})).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(readConsole(seenBy(ctx, "nobody"), {})).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
