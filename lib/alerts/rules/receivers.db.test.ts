/** A rule names only channels and escalations that are there, in its own project. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { createRule, updateRule } from "./commands";
import { keepRules } from "./store";

const rule = (more: Partial<RuleInput> = {}): RuleInput => ({
  ...{ name: "High error rate", severity: "high", signal: { kind: "errorRate" } },
  threshold: 0.05,
  ...more,
});
const times = { createdAt: new Date(), updatedAt: new Date() };

async function channel({ db, project }: ProjectCtx, more: object = {}): Promise<string> {
  const id = randomUUID();
  const what = { name: "ops", kind: "email", config: { to: ["ops@example.com"] } };
  await db.notificationChannel.create({
    data: { id, projectId: project.id, ...what, ...times, ...more },
  });
  return id;
}
async function escalation({ db, project }: ProjectCtx): Promise<string> {
  const id = randomUUID();
  await db.escalationPolicy.create({
    data: { id, projectId: project.id, name: "page", spec: {}, ...times },
  });
  return id;
}

test("one of the own project is named", async () => {
  const ctx = await testCtx();
  const own = rule({ channels: [await channel(ctx)], escalation: await escalation(ctx) });
  await expect(createRule(ctx, { project: ctx.project.slug, rule: own })).resolves.toMatchObject({
    revision: 0,
  });
});

test("one that is not there, was removed or is another project's is refused by its field", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { slug: project } = ctx.project;
  const { id } = await createRule(ctx, { project, rule: rule() });
  const removed = await channel(ctx, { removedAt: new Date() });
  const wrong: [string, Partial<RuleInput>][] = [
    ...["nowhere", randomUUID(), removed, await channel(other)].map(
      (one): [string, Partial<RuleInput>] => ["rule.channels", { channels: [one] }],
    ),
    ...["nowhere", randomUUID(), await escalation(other)].map(
      (one): [string, Partial<RuleInput>] => ["rule.escalation", { escalation: one }],
    ),
  ];
  for (const [field, more] of wrong) {
    const refused = { code: "invalid", detail: { field } };
    const made = createRule(ctx, { project, rule: rule({ name: "B", ...more }) });
    await expect(made).rejects.toMatchObject(refused);
    const changed = updateRule(ctx, { project, id, revision: 0, rule: rule(more) });
    await expect(changed).rejects.toMatchObject(refused);
    // As an import keeps them.
    const kept = ctx.db.$transaction((tx) =>
      keepRules(tx, ctx.project.id, [ruleSchema.parse(rule({ name: "C", ...more }))]),
    );
    await expect(kept).rejects.toMatchObject(refused);
  }
  expect(await ctx.db.alertRule.count({ where: { projectId: ctx.project.id } })).toBe(1);
});
