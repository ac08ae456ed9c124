/** Links of notifications: looking changes nothing, acting happens once and with the person's own right. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/core/roles";
import { actionLinks } from "@/lib/notify/store/links";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { spendLink } from "./commands";
import { readLink } from "./queries";

const HOUR = 3_600_000;

async function alertIn({ db, project }: ProjectCtx): Promise<string> {
  const id = randomUUID();
  const what = { source: "alertmanager", key: id, fingerprint: id, kind: "firing" };
  const more = { severity: "high", labels: { agent: "a" }, annotations: {} };
  await db.alert.create({
    data: {
      ...{ id, projectId: project.id, ...what, name: "DiskFull", ...more, startedAt: new Date() },
    },
  });
  return id;
}

async function personIn({ db, project, now }: ProjectCtx, role: Role): Promise<string> {
  const id = randomUUID();
  const memberships = { create: { projectId: project.id, role, createdAt: now } };
  const person = { id, email: `${id}@example.com`, name: "Ana", createdAt: now, memberships };
  await db.person.create({ data: person });
  return id;
}

const linksFor = (alertId: string, personId: string | null, hours = 1) => {
  const expiresAt = new Date(Date.now() + hours * HOUR);
  const links = actionLinks({ alertId, personId, channelId: randomUUID(), expiresAt });
  const tokenIn = (url: string) => url.split("/a/")[1] ?? "";
  return { acknowledge: tokenIn(links.acknowledge), silence: tokenIn(links.silence) };
};

async function stage(role: Role = "operator") {
  const ctx = await testCtx({ as: "nobody" });
  const [alertId, personId] = [await alertIn(ctx), await personIn(ctx, role)];
  const alert = () => ctx.db.alert.findUniqueOrThrow({ where: { id: alertId } });
  return { ctx, alertId, personId, alert, tokens: linksFor(alertId, personId) };
}

describe("a link of a notification", () => {
  test("shows what it would do and as whom, and looking changes nothing", async () => {
    const { ctx, alert, tokens } = await stage();
    const before = await alert();
    const seen = await readLink(ctx, { token: tokens.acknowledge });
    expect(seen).toMatchObject({ state: "live", act: "acknowledge", person: "Ana" });
    expect(await readLink(ctx, { token: tokens.acknowledge })).toEqual(seen);
    expect(await alert()).toEqual(before);
  });

  test("acknowledges once, as the person whom it names, and the audit log says how", async () => {
    const { ctx, alert, alertId, personId, tokens } = await stage();
    const token = tokens.acknowledge;
    expect(await spendLink(ctx, { token })).toEqual({
      ...{ act: "acknowledge", person: "Ana", already: null },
    });
    expect(await alert()).toMatchObject({ acknowledgedById: personId, acknowledgedByName: "Ana" });
    await expect(spendLink(ctx, { token })).rejects.toMatchObject({ code: "conflict" });
    expect(await readLink(ctx, { token })).toMatchObject({ state: "used" });
    const entries = await ctx.db.auditEntry.findMany({ where: { objectId: alertId } });
    expect(entries).toMatchObject([
      { action: "alert.acknowledge", actorId: personId, reason: "by a link of a notification" },
    ]);
  });

  test("of two who press at once, one acts", async () => {
    const { ctx, tokens } = await stage();
    const both = [1, 2].map(() => spendLink(ctx, { token: tokens.acknowledge }));
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("silences for an hour what the alert is about", async () => {
    const { ctx, tokens } = await stage();
    await spendLink(ctx, { token: tokens.silence });
    const silences = await ctx.db.silence.findMany({ where: { projectId: ctx.project.id } });
    expect(silences).toMatchObject([{ createdByName: "Ana" }]);
    expect(silences[0]?.matchers).toContainEqual({
      ...{ name: "alertname", operator: "=", value: "DiskFull" },
    });
  });

  test("does nothing past its time, and says so", async () => {
    const { ctx, alert, alertId, personId } = await stage();
    const { acknowledge: token } = linksFor(alertId, personId, -1);
    expect(await readLink(ctx, { token })).toMatchObject({ state: "over" });
    await expect(spendLink(ctx, { token })).rejects.toMatchObject({ code: "conflict" });
    expect((await alert()).acknowledgedAt).toBeNull();
  });

  test("that somebody has touched is none", async () => {
    const { ctx, tokens } = await stage();
    const [body = "", mac = ""] = tokens.acknowledge.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
    const forged = Buffer.from(JSON.stringify({ ...claims, act: "silence" })).toString("base64url");
    for (const token of [`${forged}.${mac}`, `${body}.`, body, "none"]) {
      await expect(readLink(ctx, { token })).rejects.toMatchObject({ code: "not-found" });
      await expect(spendLink(ctx, { token })).rejects.toMatchObject({ code: "not-found" });
    }
  });

  test("lets nobody do more than they may today", async () => {
    const { ctx, alert, tokens } = await stage("viewer");
    const asked = { token: tokens.acknowledge };
    await expect(spendLink(ctx, asked)).rejects.toMatchObject({ code: "forbidden" });
    expect((await alert()).acknowledgedAt).toBeNull();
    expect(await readLink(ctx, asked)).toMatchObject({ state: "live" });
  });

  test("sent to many acts only as whoever is signed in", async () => {
    const { ctx, alert, alertId } = await stage();
    const { acknowledge: token } = linksFor(alertId, null);
    await expect(spendLink(ctx, { token })).rejects.toMatchObject({ code: "unauthenticated" });
    const operator = seenBy(ctx, "operator");
    expect(await spendLink(operator, { token })).toMatchObject({ person: "operator" });
    expect((await alert()).acknowledgedById).toBe(operator.actor.id);
  });
});
