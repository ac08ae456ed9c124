/** What channels promise: secrets go in and never come out, a test goes the real way, and what was given up can go again. */
import { expect, test } from "vitest";
import { replayDelivery, savePolicy, setOutboundHosts } from "@/lib/notify/deliveries/commands";
import { DEFAULT_POLICY } from "@/lib/notify/policy";
import {
  changeChannel,
  createChannel,
  removeChannel,
  rotateChannelSecret,
  switchChannel,
  testChannel,
} from "@/lib/notify/settings/commands";
import { listDeliveries, readChannels, readDelivery } from "@/lib/notify/settings/queries";
import { openChannel } from "@/lib/notify/store/channels";
import { FORMATS } from "@/lib/notify/testing/formats";
import { WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { receiver } from "@/lib/notify/testing/receiver";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { deliverDue } from "./deliver";

const HOOK = "https://hooks.slack.com/services/T000/B000/top-secret-part";

const slack = (ctx: ProjectCtx, name = "ops") =>
  createChannel(ctx, { project: ctx.project.slug, name, kind: "slack", config: { url: HOOK } });

const only = async (ctx: ProjectCtx) => {
  const { channels } = await readChannels(ctx, { project: ctx.project.slug });
  const [channel] = channels;
  if (!channel) throw new Error("There is no channel");
  return channel;
};

type Config = Readonly<Record<string, unknown>>;
const opened = async (id: string) => {
  const row = await db().notificationChannel.findUniqueOrThrow({ where: { id } });
  const { sealed } = row;
  return openChannel({ kind: row.kind as "slack", config: row.config as object as Config, sealed });
};

/** A channel to a receiver on this machine, past the guard that commands ask. */
async function here(ctx: ProjectCtx, url: string) {
  await setOutboundHosts(seenBy(ctx, "owner"), { hosts: ["127.0.0.1"] });
  const project = ctx.project.slug;
  return createChannel(ctx, { project, name: "hook", kind: "webhook", config: { url } });
}

test("a secret is sealed, and neither lists nor the audit log hold it", async () => {
  const ctx = await testCtx();
  const { id } = await slack(ctx);
  const view = await only(ctx);
  expect(view).toMatchObject({ name: "ops", config: {}, secrets: ["url"], health: "never" });
  const stored = await db().notificationChannel.findUniqueOrThrow({ where: { id } });
  const audit = await db().auditEntry.findMany({ where: { objectId: id } });
  expect(audit).toHaveLength(1);
  expect(JSON.stringify([view, stored, audit.map(({ after }) => after)])).not.toContain(
    "top-secret",
  );
  expect((await opened(id)).config).toEqual({ url: HOOK });
});

test("a secret that is left blank stays", async () => {
  const ctx = await testCtx();
  const { id } = await slack(ctx);
  const change = { project: ctx.project.slug, id, wantsResolved: false, fallbackId: null };
  await changeChannel(ctx, { ...change, revision: 0, name: "renamed", config: { url: "" } });
  expect((await opened(id)).config).toEqual({ url: HOOK });
  expect(await only(ctx)).toMatchObject({ name: "renamed", wantsResolved: false, revision: 1 });
  const stale = changeChannel(ctx, { ...change, revision: 0, name: "late", config: {} });
  await expect(stale).rejects.toMatchObject({ code: "conflict" });
});

test("a signing secret is made, told once, and signs beside the one before it", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const config = { url: "https://hooks.example.com/x" };
  const made = await createChannel(ctx, { project, name: "hook", kind: "webhook", config });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const next = await rotateChannelSecret(ctx, { project, id: made.id });
  expect(next.secret).not.toBe(made.secret);
  expect((await opened(made.id)).config).toMatchObject({
    secret: next.secret,
    previousSecret: made.secret,
  });
  expect(JSON.stringify(await only(ctx))).not.toContain("whsec_");
});

test("what a kind does not take is refused by its field", async () => {
  const ctx = await testCtx();
  const wrong = (kind: "slack" | "pagerduty" | "sms", config: object) =>
    createChannel(ctx, { project: ctx.project.slug, name: "x", kind, config: { ...config } });
  await expect(wrong("pagerduty", { routingKey: "short" })).rejects.toMatchObject({
    detail: { field: "config.routingKey" },
  });
  await expect(wrong("slack", { url: "http://169.254.169.254/x" })).rejects.toMatchObject({
    detail: { field: "config.url" },
  });
  await expect(wrong("slack", { url: HOOK, extra: 1 })).rejects.toMatchObject({ code: "invalid" });
});

test("neither viewers nor operators see or change channels, and another's is not found", async () => {
  const ctx = await testCtx();
  const { id } = await slack(ctx);
  const project = ctx.project.slug;
  for (const as of ["viewer", "operator"] as const) {
    const who = seenBy(ctx, as);
    await expect(readChannels(who, { project })).rejects.toMatchObject({ code: "forbidden" });
    await expect(testChannel(who, { project, id })).rejects.toMatchObject({ code: "forbidden" });
  }
  const other = await testCtx();
  const elsewhere = { project: other.project.slug, id };
  await expect(removeChannel(other, elsewhere)).rejects.toMatchObject({ code: "not-found" });
});

test("only the owner opens private hosts", async () => {
  const ctx = await testCtx();
  await expect(setOutboundHosts(ctx, { hosts: ["10.0.0.0/8"] })).rejects.toMatchObject({
    code: "forbidden",
  });
  const nonsense = setOutboundHosts(seenBy(ctx, "owner"), { hosts: ["ok.example", "a b"] });
  await expect(nonsense).rejects.toMatchObject({ detail: { field: "hosts.1" } });
});

test("a test goes through the outbox and says that it is one", async () => {
  const ctx = await testCtx();
  const peer = await receiver(WELL.webhook, FORMATS.webhook);
  const { id } = await here(ctx, `${peer.url}/hook`);
  const project = ctx.project.slug;
  const { notificationId } = await testChannel(ctx, { project, id });
  await deliverDue(pool(), { peers: () => peersHere() });
  expect(JSON.parse(peer.heard[0]?.body ?? "{}").data).toMatchObject({ mark: "test" });
  const delivery = await readDelivery(ctx, { project, id: notificationId });
  expect(delivery).toMatchObject({ state: "delivered", attempts: [{ status: 204 }] });
  expect(await only(ctx)).toMatchObject({ health: "working" });
});

test("what was given up goes again as the same notification, and only that", async () => {
  const ctx = await testCtx();
  const peer = await receiver(WELL.webhook, FORMATS.webhook);
  peer.fail({ status: 410 });
  const { id } = await here(ctx, peer.url);
  const project = ctx.project.slug;
  const { notificationId } = await testChannel(ctx, { project, id });
  await deliverDue(pool(), { peers: () => peersHere() });
  // `410 Gone` switches it off as well.
  expect(await only(ctx)).toMatchObject({ health: "off", isEnabled: false });
  expect(await listDeliveries(ctx, { project, state: "dead" })).toHaveLength(1);
  await switchChannel(ctx, { project, id, isEnabled: true });
  await replayDelivery(ctx, { project, id: notificationId });
  await deliverDue(pool(), { peers: () => peersHere() });
  expect(new Set(peer.heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(await readDelivery(ctx, { project, id: notificationId })).toMatchObject({
    state: "delivered",
    attempts: [{ outcome: "broken" }, { outcome: "delivered" }],
  });
  const again = replayDelivery(ctx, { project, id: notificationId });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("of two who save the policy the second is told, and a channel it does not have is refused", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const policy = { ...DEFAULT_POLICY, groupBy: ["agent"] };
  await savePolicy(ctx, { project, revision: 0, policy });
  const second = savePolicy(ctx, { project, revision: 0, policy });
  await expect(second).rejects.toMatchObject({ code: "conflict" });
  const channels = ["0b54b4f6-6fd0-4d3a-9f0f-3ac0d0a5a001"];
  const unknown = savePolicy(ctx, { project, revision: 1, policy: { ...policy, channels } });
  await expect(unknown).rejects.toMatchObject({ code: "invalid" });
});
