/** What is forgotten, and what is not yet. */
import { expect, test } from "vitest";
import { createApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import { flushKeyUse, noteKeyUse } from "@/lib/platform/key-use";
import { testCtx } from "@/lib/platform/test-ctx";
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
