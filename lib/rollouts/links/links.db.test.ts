/** Emergency links: looking changes nothing, acting happens once, with the person's own right and a reason. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/core/roles";
import { saveFlag, switchFlag } from "@/lib/flags/commands";
import { makeFlagLink, revokeFlagLink } from "@/lib/flags/links/commands";
import { readFlagLinks } from "@/lib/flags/links/queries";
import { readFlag } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { writtenFlag } from "@/lib/flags/test-flags";
import { spendLink } from "@/lib/notify/links/commands";
import { actionLinks, rollBackLink } from "@/lib/notify/store/links";
import type { Person } from "@/lib/platform/actor";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { draftRollout } from "@/lib/rollouts/commands";
import { readRollout } from "@/lib/rollouts/queries";
import { raiseAlert } from "@/lib/rollouts/store/alerts";
import { rolloutIn } from "@/lib/rollouts/store/rows";
import { spendEmergencyLink } from "./commands";
import { readEmergencyLink } from "./queries";

const tokenIn = (url: string): string => url.split("/e/")[1] ?? "";
const AT = { key: "greeting", environment: "production" };
const REASON = "answers are wrong";

async function personIn({ project, now }: ProjectCtx, role: Role): Promise<Person> {
  const id = randomUUID();
  const memberships = { create: { projectId: project.id, role, createdAt: now } };
  const person = { id, email: `${id}@example.com`, name: "Ana" };
  await db().person.create({ data: { ...person, createdAt: now, memberships } });
  const roles = { [project.id]: role };
  return { ...person, kind: "person", isOwner: false, roles, sessionId: null };
}

/** A flag, a person who made a link for it, and nobody in particular who opens it. */
async function stage(role: Role = "operator") {
  const admin = await testCtx();
  const { slug: project } = admin.project;
  await saveFlag(admin, { project, flag: flagDraftSchema.parse(writtenFlag()), was: null });
  const maker = await personIn(admin, role);
  const made = { ...admin, actor: maker };
  const nobody = seenBy(admin, "nobody");
  const isOn = async () => {
    const { flag } = await readFlag(admin, { project, key: "greeting" });
    return flag.environments.production?.isEnabled;
  };
  const link = async () => {
    const { id, url } = await makeFlagLink(made, { project, ...AT });
    return { id, token: tokenIn(url) };
  };
  const links = async () => (await readFlagLinks(admin, { project, key: "greeting" })).links;
  return { admin, project, maker, made, nobody, isOn, link, links };
}

describe("a link that switches a flag off", () => {
  test("shows what it would do and as whom, and looking changes nothing", async () => {
    const { nobody, isOn, link } = await stage();
    const { token } = await link();
    const seen = await readEmergencyLink(nobody, { token });
    expect(seen).toMatchObject({
      ...{ state: "live", act: "switchOff", ...AT, person: "Ana", hindrance: null },
      consequence: "Everybody in production gets “off” within 1 s, with or without a key.",
    });
    expect(await readEmergencyLink(nobody, { token })).toEqual(seen);
    expect(await isOn()).toBe(true);
  });

  test("acts once, with a reason, as its maker; the audit log and the drills say so", async () => {
    const { admin, nobody, maker, isOn, link, links } = await stage();
    const { token } = await link();
    await expect(spendEmergencyLink(nobody, { token, reason: " " })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await spendEmergencyLink(nobody, { token, reason: REASON })).toEqual({
      ...{ act: "switchOff", person: "Ana" },
    });
    expect(await isOn()).toBe(false);
    const again = spendEmergencyLink(nobody, { token, reason: REASON });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    expect(await links()).toMatchObject([{ state: "used", by: "Ana" }]);
    const where = { projectId: admin.project.id };
    const entries = await db().auditEntry.findMany({ where, orderBy: { at: "asc" } });
    expect(entries).toContainEqual(
      expect.objectContaining({
        ...{ action: "flag.change", actorId: maker.id },
        reason: `${REASON}, by an emergency link`,
      }),
    );
    expect(await db().flagDrill.findMany({ where })).toMatchObject([{ isDrill: false }]);
  });

  test("of two who press at once, one acts", async () => {
    const { nobody, link } = await stage();
    const { token } = await link();
    const press = () => spendEmergencyLink(nobody, { token, reason: REASON });
    const outcomes = (await Promise.allSettled([press(), press()])).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is not used up by a press that has nothing to do", async () => {
    const { made, project, nobody, isOn, link } = await stage();
    const { token } = await link();
    const press = { project, ...AT, reason: REASON };
    await switchFlag(made, { ...press, isEnabled: false });
    await expect(spendEmergencyLink(nobody, { token, reason: REASON })).rejects.toMatchObject({
      message: "greeting is off in production already",
    });
    await switchFlag(made, { ...press, isEnabled: true });
    await spendEmergencyLink(nobody, { token, reason: REASON });
    expect(await isOn()).toBe(false);
  });

  test("that was revoked, is past its time or was made up does nothing", async () => {
    const { made, project, nobody, isOn, link, links } = await stage();
    const [gone, old] = [await link(), await link()];
    await revokeFlagLink(made, { project, key: "greeting", id: gone.id });
    await db().flagLink.update({ where: { id: old.id }, data: { expiresAt: new Date(0) } });
    const states = (await links()).map(({ state }) => state);
    expect(states.sort()).toEqual(["over", "revoked"]);
    for (const [token, code] of [
      [gone.token, "conflict"],
      [old.token, "conflict"],
      [old.id, "not-found"],
      ["nix.nix", "not-found"],
    ] as const)
      await expect(spendEmergencyLink(nobody, { token, reason: REASON })).rejects.toMatchObject({
        code,
      });
    expect(await isOn()).toBe(true);
  });

  test("lets its maker do no more than they may today", async () => {
    const { admin, maker, nobody, isOn, link } = await stage();
    const { token } = await link();
    const where = { personId: maker.id, projectId: admin.project.id };
    await db().membership.updateMany({ where, data: { role: "viewer" } });
    const asked = { token, reason: REASON };
    await expect(spendEmergencyLink(nobody, asked)).rejects.toMatchObject({ code: "forbidden" });
    await db().person.update({ where: { id: maker.id }, data: { disabledAt: new Date() } });
    await expect(spendEmergencyLink(nobody, asked)).rejects.toMatchObject({ code: "forbidden" });
    expect(await isOn()).toBe(true);
  });

  test("is made by whoever may switch, for 30 days at most, and only its hash is kept", async () => {
    const { admin, project, made, link } = await stage();
    const viewed = makeFlagLink(seenBy(admin, "viewer"), { project, ...AT });
    await expect(viewed).rejects.toMatchObject({ code: "forbidden" });
    const long = makeFlagLink(made, { project, ...AT, days: 31 });
    await expect(long).rejects.toMatchObject({ code: "invalid" });
    const { id, token } = await link();
    expect(JSON.stringify(await db().flagLink.findUnique({ where: { id } }))).not.toContain(token);
  });
});

describe("a link that rolls a rollout back", () => {
  async function rolling() {
    const { admin, project } = await stage();
    const names = { flag: "greeting", environment: "production", canary: "on", control: "off" };
    const plan = {
      ...{ key: "r", ...names, gates: [{ key: "errors", signal: "errors" }] },
      stages: [{ weight: 10, minBakeMs: 60_000, maxBakeMs: 60_000 }],
    };
    await draftRollout(admin, { project, plan } as never);
    const where = { projectId: admin.project.id };
    const kept = await rolloutIn(db(), admin.project.id, "r");
    const what = { about: "ask", name: "Rollout waits for people", summary: "It waits" } as const;
    const alertId = await db().$transaction((tx) =>
      raiseAlert(tx, kept, { ...what, severity: "medium" }, admin.now),
    );
    const out = () =>
      db().rollout.updateMany({ where, data: { phase: "RUNNING", state: running } });
    const running = { ...kept.state, phase: "RUNNING", step: "BAKING", attempt: 1 };
    const { id: personId } = await personIn(admin, "operator");
    const of = { alertId, channelId: randomUUID(), expiresAt: new Date(Date.now() + 60_000) };
    const token = (who: string | null = personId) =>
      tokenIn(rollBackLink({ ...of, personId: who }));
    const acknowledge = actionLinks({ ...of, personId }).acknowledge.split("/a/")[1] ?? "";
    return { admin, project, nobody: seenBy(admin, "nobody"), out, token, acknowledge, personId };
  }

  test("says when nothing is out, and rolls back what is, once, as the person whom it names", async () => {
    const { admin, project, nobody, out, token, personId } = await rolling();
    const asked = { token: token(), reason: REASON };
    expect(await readEmergencyLink(nobody, { token: token() })).toMatchObject({
      ...{ act: "rollBack", key: "r", person: "Ana" },
      hindrance: "Nothing of this rollout is out: there is nothing to roll back.",
    });
    await expect(spendEmergencyLink(nobody, asked)).rejects.toMatchObject({ code: "conflict" });
    await out();
    expect(await spendEmergencyLink(nobody, asked)).toEqual({ act: "rollBack", person: "Ana" });
    const { state, steps } = await readRollout(admin, { project, key: "r" });
    expect(state).toMatchObject({ phase: "ROLLED_BACK", endedBy: "Ana" });
    expect(JSON.stringify(steps)).toContain("by an emergency link");
    await expect(spendEmergencyLink(nobody, asked)).rejects.toMatchObject({ code: "conflict" });
    expect(await readEmergencyLink(nobody, { token: token() })).toMatchObject({ state: "used" });
    const entry = { projectId: admin.project.id, action: "rollout.act" };
    expect(await db().auditEntry.findMany({ where: entry })).toMatchObject([{ actorId: personId }]);
  });

  test("sent to many acts only as whoever is signed in, and may", async () => {
    const { admin, nobody, out, token } = await rolling();
    await out();
    const asked = { token: token(null), reason: REASON };
    await expect(spendEmergencyLink(nobody, asked)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const viewer = spendEmergencyLink(seenBy(admin, "viewer"), asked);
    await expect(viewer).rejects.toMatchObject({ code: "forbidden" });
    expect(await spendEmergencyLink(seenBy(admin, "operator"), asked)).toMatchObject({
      person: "operator",
    });
  });

  test("is for nothing else, and no other link is for it", async () => {
    const { nobody, token, acknowledge } = await rolling();
    await expect(spendLink(nobody, { token: token() })).rejects.toMatchObject({
      code: "not-found",
    });
    const other = spendEmergencyLink(nobody, { token: acknowledge, reason: REASON });
    await expect(other).rejects.toMatchObject({ code: "not-found" });
  });
});
