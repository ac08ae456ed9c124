/** What the environment of a key bounds: the figures that it sees, and the rule that guards it. */
import { expect, test } from "vitest";
import { readAgents } from "@/lib/agents/queries";
import { readErrors } from "@/lib/errors/queries";
import { readInfrastructure } from "@/lib/infrastructure/queries";
import { readOverview } from "@/lib/overview/queries";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createApiKey } from "./commands";

async function stagingKey(): Promise<ProjectCtx> {
  const ctx = seenBy(await testCtx(), { scopes: ["read"] });
  return { ...ctx, actor: { ...ctx.actor, environment: "staging" } as ProjectCtx["actor"] };
}

test.each([
  ["overview", readOverview],
  ["agents", readAgents],
  ["errors", readErrors],
  ["infrastructure", readInfrastructure],
] as const)("what it sees of the %s", async (_what, read) => {
  const ctx = await stagingKey();
  const { slug: project } = ctx.project;
  const refused = read.open(ctx, { project, env: "production" });
  await expect(refused).rejects.toMatchObject({ code: "forbidden", detail: { field: "env" } });
  expect((await read.open(ctx, { project })).input).toMatchObject({ env: "staging" });
  expect((await read.open(ctx, { project, env: "staging" })).input.env).toBe("staging");
});

test("a key of all environments asks for any, or for none", async () => {
  const ctx = seenBy(await testCtx(), { scopes: ["read"] });
  const { slug: project } = ctx.project;
  expect((await readOverview.open(ctx, { project, env: "production" })).input.env).toBe(
    "production",
  );
  expect((await readOverview.open(ctx, { project })).input.env).toBeUndefined();
});

test.each(["Production", " production", "prod\u00aduction"])(
  "“%s” is no way around the rule of production",
  async (environment) => {
    const ctx = await testCtx();
    const { id, slug: project } = ctx.project;
    const rule = { environment: "production", twoPersonRule: true, updatedAt: ctx.now };
    await db().environmentPolicy.create({ data: { projectId: id, ...rule } });
    const made = createApiKey(ctx, { project, name: "ci", scopes: ["read"], environment });
    await expect(made).rejects.toMatchObject({ code: "needs-approval" });
  },
);
