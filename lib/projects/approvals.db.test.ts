/** What the two-person rule promises, from its first request to the act that it allows once. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readConsole } from "@/lib/console/queries";
import type { Role } from "@/lib/core/roles";
import { createApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { approveAct, refuseAct, setEnvironmentPolicy } from "./commands";
import { listApprovals, readEnvironments } from "./queries";

const HOUR = 3_600_000;

/** The same place, seen by somebody who really is there. */
async function somebody(ctx: ProjectCtx, role: Role, name: string): Promise<ProjectCtx> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const { project, now } = ctx;
  const memberships = { create: { projectId: project.id, role, createdAt: now } };
  await db().person.create({ data: { id, email, name, createdAt: now, memberships } });
  const roles = { [project.id]: role };
  return {
    ...ctx,
    actor: { kind: "person", id, name, email, roles, isOwner: false, sessionId: null },
  };
}

const policy = (ctx: ProjectCtx, twoPersonRule: boolean, reason = "because") => ({
  project: ctx.project.slug,
  environment: "production",
  twoPersonRule,
  reason,
});

/** A project whose production is guarded, and two who may lift that. */
async function guarded() {
  const ctx = await testCtx();
  const [ada, bob] = [await somebody(ctx, "admin", "Ada"), await somebody(ctx, "admin", "Bob")];
  await setEnvironmentPolicy(ada, policy(ada, true));
  return { ada, bob, project: ctx.project.slug };
}

/** Asks, and gives what was asked for. */
const asked = (ctx: ProjectCtx, input = policy(ctx, false)): Promise<string> =>
  setEnvironmentPolicy(ctx, input).then(
    () => expect.unreachable("it went through alone"),
    (refusal: { code: string; detail: { approval: string } }) => {
      expect(refusal.code).toBe("needs-approval");
      return refusal.detail.approval;
    },
  );

const later = (ctx: ProjectCtx, ms: number): ProjectCtx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + ms),
});

const isOn = async (ctx: ProjectCtx) =>
  (await readEnvironments(ctx, { project: ctx.project.slug })).policies[0]?.twoPersonRule;

test("an act in a guarded environment happens when somebody else has agreed, once", async () => {
  const { ada, bob, project } = await guarded();
  const id = await asked(ada);
  expect(await isOn(ada)).toBe(true);
  await approveAct(bob, { project, id, reason: "We spoke about it" });
  expect(await listApprovals(ada, { project })).toMatchObject([
    { id, state: "approved", decidedBy: "Bob", isMine: true },
  ]);
  await setEnvironmentPolicy(ada, policy(ada, false));
  expect(await isOn(ada)).toBe(false);
  expect(await listApprovals(ada, { project })).toMatchObject([{ id, state: "used" }]);

  await setEnvironmentPolicy(ada, policy(ada, true));
  expect(await asked(ada)).not.toBe(id);
});

test("an agreement by somebody who may no longer agree is none", async () => {
  const { ada, bob, project } = await guarded();
  const id = await asked(ada);
  await approveAct(bob, { project, id, reason: "We spoke about it" });
  await db().membership.updateMany({ where: { personId: bob.actor.id }, data: { role: "viewer" } });
  expect(await asked(ada)).not.toBe(id);
  expect(await isOn(ada)).toBe(true);
});

test("for a key whose maker nobody knows, an owner decides", async () => {
  const { ada, bob, project } = await guarded();
  const wanted = { project, name: "ci", scopes: ["read" as const], environment: "production" };
  const { actor } = seenBy(ada, { scopes: ["admin", "read"] });
  const { id } = actor;
  const key = { id, projectId: ada.project.id, name: "stray", prefix: "wh_stray", hash: id };
  await db().apiKey.create({ data: { ...key, scopes: ["admin", "read"], createdAt: ada.now } });
  const asking = createApiKey({ ...ada, actor }, wanted);
  await expect(asking).rejects.toMatchObject({ code: "needs-approval" });
  const approval = await db().approval.findFirstOrThrow({ where: { requestedById: id } });
  const agree = { project, id: approval.id, reason: "seen" };
  await expect(approveAct(bob, agree)).rejects.toThrow("an owner has to decide");
  await expect(approveAct(seenBy(ada, "owner"), agree)).resolves.toBeTruthy();
});

test("who agreed, why and to what is in the audit log, as is the act", async () => {
  const { ada, bob, project } = await guarded();
  const id = await asked(ada);
  await approveAct(bob, { project, id, reason: "We spoke about it" });
  await setEnvironmentPolicy(ada, policy(ada, false));
  const entries = await db().auditEntry.findMany({
    where: { projectId: ada.project.id },
    orderBy: { seq: "desc" },
    take: 2,
  });
  expect(entries).toMatchObject([
    {
      action: "environment.update",
      actorName: "Ada",
      before: { twoPersonRule: true },
      after: { twoPersonRule: false, approvedBy: "Bob" },
    },
    {
      action: "approval.approve",
      actorName: "Bob",
      reason: "We spoke about it",
      before: { state: "waiting" },
      after: { state: "approved", action: "environment.update", requestedBy: "Ada" },
    },
  ]);
});

test("a key for a guarded environment is made when two have agreed: that key, once, and no other", async () => {
  const { ada, bob, project } = await guarded();
  const wanted = {
    project,
    name: "night shift",
    scopes: ["ingest"] as const,
    environment: "production",
  };
  const make = (more: object = {}) =>
    createApiKey(ada, { ...wanted, scopes: [...wanted.scopes], ...more });
  await expect(make()).rejects.toMatchObject({ code: "needs-approval" });
  const [waiting] = await listApprovals(bob, { project });
  expect(waiting).toMatchObject({
    action: "key.create",
    environment: "production",
    requestedBy: "Ada",
  });
  await approveAct(bob, { project, id: waiting?.id ?? "", reason: "We spoke about it" });
  await expect(make({ name: "another" })).rejects.toMatchObject({ code: "needs-approval" });
  await expect(make()).resolves.toMatchObject({ secret: expect.stringMatching(/^wh_/) });
  await expect(make()).rejects.toMatchObject({ code: "needs-approval" });
  await expect(make({ environment: "staging" })).resolves.toBeTruthy();
  expect(await db().apiKey.count({ where: { projectId: ada.project.id } })).toBe(2);
});

test("nobody agrees with themselves, nor with a key that they made", async () => {
  const { ada, project } = await guarded();
  const id = await asked(ada);
  const own = approveAct(ada, { project, id, reason: "I agree" });
  await expect(own).rejects.toMatchObject({ code: "forbidden" });
  const keyId = randomUUID();
  await db().apiKey.create({
    data: {
      id: keyId,
      projectId: ada.project.id,
      name: "Ada's",
      prefix: "wh_",
      hash: keyId,
      scopes: ["admin"],
      createdById: ada.actor.id,
      createdAt: ada.now,
    },
  });
  await db().approval.update({
    where: { id },
    data: { requestedByKind: "key", requestedById: keyId },
  });
  const byKey = approveAct(ada, { project, id, reason: "I agree" });
  await expect(byKey).rejects.toMatchObject({ code: "forbidden" });
});

test("who decides has to be allowed to do the act", async () => {
  const { ada, project } = await guarded();
  const id = await asked(ada);
  const decision = { project, id, reason: "Fine" };
  for (const role of ["viewer", "operator"] as const) {
    const other = await somebody(ada, role, role);
    await expect(approveAct(other, decision)).rejects.toMatchObject({ code: "forbidden" });
    await expect(refuseAct(other, decision)).rejects.toMatchObject({ code: "forbidden" });
  }
  const operator = await somebody(ada, "operator", "Olga");
  expect(await listApprovals(operator, { project })).toMatchObject([
    { closedBecause: expect.stringContaining("your role may not") },
  ]);
  const key = seenBy(ada, { scopes: ["admin"] });
  await expect(approveAct(key, decision)).rejects.toMatchObject({ code: "forbidden" });
  await expect(approveAct(seenBy(ada, "owner"), decision)).resolves.toMatchObject({ id });
});

test("a refused act stays undone, and asking again is a new question", async () => {
  const { ada, bob, project } = await guarded();
  const id = await asked(ada);
  await refuseAct(bob, { project, id, reason: "Not on a Friday" });
  expect(await listApprovals(ada, { project })).toMatchObject([
    { state: "refused", reason: "Not on a Friday" },
  ]);
  expect(await asked(later(ada, 1_000))).not.toBe(id);
  expect(await isOn(ada)).toBe(true);
});

test("other input needs an approval of its own; another reason for the same act does not", async () => {
  const { ada, bob, project } = await guarded();
  await setEnvironmentPolicy(ada, { ...policy(ada, true), environment: "staging" });
  const id = await asked(ada);
  expect(await asked(ada, policy(ada, false, "in other words"))).toBe(id);
  expect(await listApprovals(ada, { project })).toHaveLength(1);
  await approveAct(bob, { project, id, reason: "Fine" });
  const other = setEnvironmentPolicy(ada, { ...policy(ada, false), environment: "staging" });
  await expect(other).rejects.toMatchObject({ code: "needs-approval" });
  const byBob = setEnvironmentPolicy(bob, policy(bob, false));
  await expect(byBob).rejects.toMatchObject({ code: "needs-approval" });
  await expect(setEnvironmentPolicy(ada, policy(ada, false))).resolves.toBeTruthy();
});

test("it is decided once: of two at the same moment one wins", async () => {
  const { ada, bob, project } = await guarded();
  const cleo = await somebody(ada, "admin", "Cleo");
  const id = await asked(ada);
  const outcomes = await Promise.allSettled([
    approveAct(bob, { project, id, reason: "Yes" }),
    refuseAct(cleo, { project, id, reason: "No" }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const again = refuseAct(bob, { project, id, reason: "No" });
  await expect(again).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/^(Bob|Cleo) has decided about this already$/),
  });
});

test("one agreement is used once, even by two requests at the same moment", async () => {
  const { ada, bob, project } = await guarded();
  await approveAct(bob, { project, id: await asked(ada), reason: "Yes" });
  const acts = [
    setEnvironmentPolicy(ada, policy(ada, false)),
    setEnvironmentPolicy(ada, policy(ada, false)),
  ];
  await Promise.allSettled(acts);
  const spent = await db().auditEntry.findMany({
    where: {
      projectId: ada.project.id,
      action: "environment.update",
      after: { path: ["approvedBy"], equals: "Bob" },
    },
  });
  expect(spent).toHaveLength(1);
});

test("what was not decided in time cannot be decided, nor used", async () => {
  const { ada, bob, project } = await guarded();
  const id = await asked(ada);
  const tomorrow = later(bob, 25 * HOUR);
  const late = approveAct(tomorrow, { project, id, reason: "Fine" });
  await expect(late).rejects.toMatchObject({ code: "conflict", detail: { state: "expired" } });
  expect(await listApprovals(tomorrow, { project })).toMatchObject([{ state: "expired" }]);
  await approveAct(bob, { project, id, reason: "Fine" });
  const act = setEnvironmentPolicy(later(ada, 25 * HOUR), policy(ada, false));
  await expect(act).rejects.toMatchObject({ code: "needs-approval" });
});

test("another project's approval is not found", async () => {
  const [{ ada }, other] = [await guarded(), await guarded()];
  const id = await asked(ada);
  const decision = approveAct(other.bob, { project: other.project, id, reason: "Fine" });
  await expect(decision).rejects.toMatchObject({ code: "not-found" });
});

test("a rule that nobody but oneself could satisfy is refused", async () => {
  const ctx = await testCtx();
  // Owners of the instance count in every project: those of other tests are out of the way.
  await db().person.updateMany({ where: { isOwner: true }, data: { disabledAt: ctx.now } });
  const ada = await somebody(ctx, "admin", "Ada");
  await somebody(ctx, "operator", "Olga");
  const ask = { project: ctx.project.slug };
  expect(await readEnvironments(ada, ask)).toEqual({ policies: [], deciders: 1 });
  const on = setEnvironmentPolicy(ada, policy(ada, true));
  await expect(on).rejects.toMatchObject({ code: "conflict" });
  await somebody(ctx, "admin", "Bob");
  await expect(setEnvironmentPolicy(ada, policy(ada, true))).resolves.toBeTruthy();
});

test("only who may decide is shown that something waits", async () => {
  const { ada, bob, project } = await guarded();
  const olga = await somebody(ada, "operator", "Olga");
  await asked(ada);
  const waiting = async (ctx: ProjectCtx) => (await readConsole(ctx, { project })).approvalsWaiting;
  expect([await waiting(ada), await waiting(bob), await waiting(olga)]).toEqual([0, 1, 0]);
});
