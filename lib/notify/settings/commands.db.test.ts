/** What channels, hosts and the policy refuse or hide: secrets in addresses, a channel that is still named, hosts that mean all. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { savePolicy, setOutboundHosts } from "@/lib/notify/deliveries/commands";
import { DEFAULT_POLICY } from "@/lib/notify/policy";
import { openChannel } from "@/lib/notify/store/channels";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { changeChannel, createChannel, removeChannel } from "./commands";
import { readChannels } from "./queries";

const HOOK = "https://hooks.slack.com/services/T000/B000/top-secret-part";

const slack = (ctx: ProjectCtx) =>
  createChannel(ctx, {
    ...{ project: ctx.project.slug, name: "ops", kind: "slack", config: { url: HOOK } },
  });

type Config = Readonly<Record<string, unknown>>;
const opened = async (id: string) => {
  const row = await db().notificationChannel.findUniqueOrThrow({ where: { id } });
  const { sealed } = row;
  return openChannel({ kind: row.kind as "slack", config: row.config as object as Config, sealed });
};

test("an address that may hold a secret is sealed, and its host alone is shown", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const url = "https://hooks.example.com:8443/in/top-secret-path?token=top-secret-query";
  const sms = { username: "a", password: "b", from: "c", to: "+4915112345678" };
  const kinds = { webhook: { url }, alertmanager: { url }, sms: { url, ...sms } };
  for (const [kind, config] of Object.entries(kinds)) {
    const place = { project, name: kind, kind: kind as keyof typeof kinds };
    const { id } = await createChannel(ctx, { ...place, config });
    const stored = await db().notificationChannel.findUniqueOrThrow({ where: { id } });
    const { channels } = await readChannels(ctx, { project });
    const view = channels.find((one) => one.id === id);
    expect(view).toMatchObject({ host: "hooks.example.com:8443" });
    expect(view?.secrets).toContain("url");
    const audit = await db().auditEntry.findMany({ where: { objectId: id } });
    expect(JSON.stringify([view, stored.config, audit.map(({ after }) => after)])).not.toContain(
      "top-secret",
    );
    const change = { project, id, wantsResolved: true, fallbackId: null, revision: 0 };
    await changeChannel(ctx, { ...change, name: "renamed", config: { ...config, url: "" } });
    expect((await opened(id)).config).toMatchObject({ url });
  }
});

test("a channel that somebody is told by is not removed, and the refusal names who", async () => {
  const ctx = await testCtx();
  const { id: projectId, slug: project } = ctx.project;
  const { id } = await slack(ctx);
  const times = { createdAt: ctx.now, updatedAt: ctx.now };
  const target = { kind: "channel", id };
  const rule = { name: "Down", severity: "high", isEnabled: true, spec: { channels: [id] } };
  const policy = { name: "page", spec: { steps: [{ targets: [target], waitMinutes: 5 }] } };
  await db().alertRule.create({ data: { id: randomUUID(), projectId, ...rule, ...times } });
  await db().escalationPolicy.create({
    data: { id: randomUUID(), projectId, ...policy, ...times },
  });
  const other = await createChannel(ctx, {
    ...{ project, name: "spare", kind: "slack", config: { url: HOOK }, fallbackId: id },
  });
  const matchers = [{ name: "a", operator: "=" as const, value: "b" }];
  const route = { matchers, channels: [id], escalation: null, isContinued: false };
  await savePolicy(ctx, { project, revision: 0, policy: { ...DEFAULT_POLICY, routes: [route] } });
  const refusal = {
    code: "conflict",
    message: expect.stringContaining(
      "the channel “spare”, the escalation policy “page”, the project's notification policy, the rule “Down”",
    ),
  };
  await expect(removeChannel(ctx, { project, id })).rejects.toMatchObject(refusal);
  expect(await db().notificationChannel.findUnique({ where: { id } })).toMatchObject({
    removedAt: null,
  });

  await db().alertRule.deleteMany({ where: { projectId } });
  await db().escalationPolicy.deleteMany({ where: { projectId } });
  await removeChannel(ctx, { project, id: other.id });
  const named = removeChannel(ctx, { project, id });
  await expect(named).rejects.toMatchObject({ code: "conflict" });
  await savePolicy(ctx, { project, revision: 1, policy: DEFAULT_POLICY });
  await expect(removeChannel(ctx, { project, id })).resolves.toMatchObject({ id });
});

test.each(["*", "*.example.com", "0.0.0.0/0", "::/0"])(
  "%s among the private hosts is refused in words",
  async (all) => {
    const owner = await testCtx({ as: "owner" });
    await expect(setOutboundHosts(owner, { hosts: ["ok.example", all] })).rejects.toMatchObject({
      message: expect.stringContaining("would open every host"),
      detail: { field: "hosts.1" },
    });
  },
);

test("a policy that escalates to what is not there, or is another project's, is refused", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { slug: project } = ctx.project;
  const times = { createdAt: ctx.now, updatedAt: ctx.now };
  const { id: foreign } = await db().escalationPolicy.create({
    data: { id: randomUUID(), projectId: other.project.id, name: "page", spec: {}, ...times },
  });
  const matchers = [{ name: "a", operator: "=" as const, value: "b" }];
  for (const escalation of [randomUUID(), foreign]) {
    const route = { matchers, channels: [], escalation, isContinued: false };
    for (const more of [{ escalation }, { routes: [route] }]) {
      const saved = savePolicy(ctx, {
        project,
        revision: 0,
        policy: { ...DEFAULT_POLICY, ...more },
      });
      await expect(saved).rejects.toMatchObject({ detail: { field: "policy.escalation" } });
    }
  }
});
