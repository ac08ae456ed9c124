/** What is forgotten, and what is not yet. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createPerson } from "@/lib/access/commands";
import { createApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import { flushKeyUse, noteKeyUse } from "@/lib/platform/key-use";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { tries } from "@/lib/platform/tries";
import { forgetOld } from "./retention";

const DAY_MS = 24 * 3_600_000;

test("hours of keys are forgotten after 13 months, and not before", async () => {
  const { pool, now, ...ctx } = await testCtx();
  const project = ctx.project.slug;
  const { id } = await createApiKey(
    { ...ctx, pool, now },
    { project, name: "ci", scopes: ["read"] },
  );
  for (const days of [397, 395, 0]) noteKeyUse(id, 200, new Date(now.getTime() - days * DAY_MS));
  await flushKeyUse();
  const hours = () => db().apiKeyHour.count({ where: { keyId: id } });
  expect(await hours()).toBe(3);
  await forgetOld(pool, now, new AbortController().signal);
  expect(await hours()).toBe(2);
});

test("tries are forgotten after a day, and not before", async () => {
  const { pool, now } = await testCtx();
  const kept = tries(`kept-${randomUUID()}`, { limit: 1, windowMs: 3_600_000 });
  const over = tries(`over-${randomUUID()}`, { limit: 1, windowMs: 3_600_000 });
  await kept.take(pool, "ada", now);
  await over.take(pool, "ada", new Date(now.getTime() - DAY_MS - 1));
  await forgetOld(pool, now, new AbortController().signal);
  await expect(kept.take(pool, "ada", now)).rejects.toMatchObject({ code: "rate-limited" });
  const names = (await db().attempt.findMany()).map(({ name }) => name);
  expect(names.some((name) => name.startsWith("kept-"))).toBe(true);
  expect(names.some((name) => name.startsWith("over-"))).toBe(false);
});

test("sessions are forgotten 90 days after their end, and not before", async () => {
  const ctx = await testCtx({ as: "system" });
  const { id } = await createPerson(ctx, { email: `${randomUUID()}@example.com` });
  // Each lasts a week.
  for (const days of [98, 96, 0]) await sessionOf(id, new Date(ctx.now.getTime() - days * DAY_MS));
  await forgetOld(ctx.pool, ctx.now, new AbortController().signal);
  expect(await db().session.count({ where: { personId: id } })).toBe(2);
});

test("pins are forgotten a day after their end, and not before", async () => {
  const { pool, now, project } = await testCtx();
  for (const hours of [23, 25])
    await pool.query(
      `INSERT INTO flag_pin (project_id, unit, environment, flag, variant, version, pinned_at, until)
       SELECT $1, $2, 'production', 'agent', 'on', 1, at, at FROM (SELECT $3::timestamptz AS at) AS t`,
      [project.id, `unit ${hours}`, new Date(now.getTime() - hours * 3_600_000)],
    );
  await forgetOld(pool, now, new AbortController().signal);
  const { rows } = await pool.query("SELECT unit FROM flag_pin WHERE project_id = $1", [
    project.id,
  ]);
  expect(rows).toEqual([{ unit: "unit 23" }]);
});

test("who got what of a flag is forgotten after 13 months, but for the last hour of each variant", async () => {
  const { pool, now, project } = await testCtx();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const given = { projectId: project.id, environment: "production", flag: "agent", n: 1 };
  const hours: [variant: string, days: number][] = [
    ["real", 1],
    ["real", 395],
    ["real", 397],
    ["mock", 500],
    ["mock", 501],
  ];
  await db().flagExposure.createMany({
    data: hours.map(([variant, days]) => ({ ...given, variant, hour: ago(days) })),
  });
  await forgetOld(pool, now, new AbortController().signal);
  const left = await db().flagExposure.findMany({
    where: { projectId: project.id },
    orderBy: { hour: "desc" },
  });
  const daysAgo = (at: Date) => Math.round((now.getTime() - at.getTime()) / DAY_MS);
  expect(left.map(({ variant, hour }) => [variant, daysAgo(hour)])).toEqual([
    ["real", 1],
    ["real", 395],
    ["mock", 500],
  ]);
});

test("who asked for a flag is forgotten 13 months after asking last", async () => {
  const { pool, now, project } = await testCtx();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const asking = { projectId: project.id, environment: "production", flag: "agent", n: 1n };
  await db().flagAsker.createMany({
    data: [395, 397].map((days) => ({
      ...{ ...asking, askerId: `key ${days}`, askerName: `key ${days}` },
      ...{ sinceAt: ago(500), lastAt: ago(days) },
    })),
  });
  await forgetOld(pool, now, new AbortController().signal);
  const left = await db().flagAsker.findMany({ where: { projectId: project.id } });
  expect(left.map(({ askerId }) => askerId)).toEqual(["key 395"]);
});
