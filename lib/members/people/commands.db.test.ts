/** What an owner may do to an account, what nobody may, and what of it holds when two act at once. */
import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { GET as getConsole } from "@/app/api/v1/console/route";
import { createPerson } from "@/lib/access/commands";
import { setRole } from "@/lib/members/commands";
import { listMembers } from "@/lib/members/queries";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, sessionOf, testCtx } from "@/lib/platform/test-ctx";
import {
  disablePerson,
  enablePerson,
  endPersonSessions,
  removeCodes,
  setOwnership,
} from "./commands";
import { listPeople } from "./queries";

/** Whoever another test left as an owner would be one owner more. */
afterEach(async () => {
  await db().person.updateMany({ data: { isOwner: false } });
});

type Somebody = { readonly id: string; readonly email: string; readonly ctx: ProjectCtx };

async function somebody(ctx: ProjectCtx, { isOwner = false } = {}): Promise<Somebody> {
  const email = `${randomUUID()}@example.com`;
  const system = seenBy(ctx, "system");
  const { id } = await createPerson(system, { email, isOwner, project: ctx.project.slug });
  const seen = seenBy(ctx, isOwner ? "owner" : "viewer");
  return { id, email, ctx: { ...seen, actor: { ...seen.actor, id } } as ProjectCtx };
}

const opens = async (cookie: string): Promise<number> => {
  const request = new Request("http://wheelhouse.test/api/v1/console", { headers: { cookie } });
  return (await getConsole(request, { params: Promise.resolve({}) })).status;
};

const rowOf = (id: string) => db().person.findUniqueOrThrow({ where: { id } });

test("disabling ends every session at once, and enabling does not bring them back", async () => {
  const ctx = await testCtx({ as: "owner" });
  const { id } = await somebody(ctx);
  const cookies = [await sessionOf(id), await sessionOf(id)];
  for (const cookie of cookies) expect(await opens(cookie)).toBe(200);
  await disablePerson(ctx, { id, reason: "left the company" });
  for (const cookie of cookies) expect(await opens(cookie)).toBe(401);
  await enablePerson(ctx, { id });
  for (const cookie of cookies) expect(await opens(cookie)).toBe(401);
  expect(await opens(await sessionOf(id))).toBe(200);
  const entries = await db().auditEntry.findMany({
    where: { objectId: id, action: { in: ["person.disable", "person.enable"] } },
    orderBy: { seq: "asc" },
  });
  expect(entries).toMatchObject([
    { action: "person.disable", before: { isDisabled: false }, reason: "left the company" },
    { action: "person.enable", after: { isDisabled: false } },
  ]);
});

test("all sessions of a person end, and nobody else's", async () => {
  const ctx = await testCtx({ as: "owner" });
  const [ana, bo] = [await somebody(ctx), await somebody(ctx)];
  const [hers, also, his] = [
    await sessionOf(ana.id),
    await sessionOf(ana.id),
    await sessionOf(bo.id),
  ];
  expect(await endPersonSessions(ctx, { id: ana.id })).toMatchObject({ ended: 2 });
  expect([await opens(hers), await opens(also), await opens(his)]).toEqual([401, 401, 200]);
});

test("the last owner cannot be disabled or made less, by themselves or by anybody", async () => {
  const ctx = await testCtx();
  const { id, ctx: own } = await somebody(ctx, { isOwner: true });
  const other = await somebody(ctx, { isOwner: true });
  await disablePerson(own, { id: other.id });
  for (const by of [own, seenBy(ctx, "system")]) {
    await expect(disablePerson(by, { id })).rejects.toThrow("The last owner cannot be disabled");
    const less = setOwnership(by, { id, isOwner: false });
    await expect(less).rejects.toThrow("The last owner cannot be made less");
  }
  expect(await rowOf(id)).toMatchObject({ isOwner: true, disabledAt: null });
});

test("of two owners who demote each other at once, one stays", async () => {
  const ctx = await testCtx();
  for (let round = 0; round < 5; round++) {
    const [ana, bo] = [
      await somebody(ctx, { isOwner: true }),
      await somebody(ctx, { isOwner: true }),
    ];
    const tried = await Promise.allSettled([
      setOwnership(ana.ctx, { id: bo.id, isOwner: false }),
      setOwnership(bo.ctx, { id: ana.id, isOwner: false }),
    ]);
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = tried.find((attempt) => attempt.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "forbidden" });
    const owners = await db().person.findMany({ where: { isOwner: true } });
    expect(owners).toHaveLength(1);
    await db().person.updateMany({ data: { isOwner: false } });
  }
});

test("of two owners who leave at once, one stays", async () => {
  const ctx = await testCtx();
  const [ana, bo] = [
    await somebody(ctx, { isOwner: true }),
    await somebody(ctx, { isOwner: true }),
  ];
  const tried = await Promise.allSettled([
    setOwnership(ana.ctx, { id: ana.id, isOwner: false }),
    disablePerson(bo.ctx, { id: bo.id }),
  ]);
  expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const live = { isOwner: true, disabledAt: null };
  expect(await db().person.count({ where: live })).toBe(1);
});

test("somebody becomes an owner, and one of several may stop being one", async () => {
  const ctx = await testCtx();
  const first = await somebody(ctx, { isOwner: true });
  const { id, ctx: own } = await somebody(ctx);
  await setOwnership(first.ctx, { id, isOwner: true, reason: "holiday cover" });
  expect(await rowOf(id)).toMatchObject({ isOwner: true });
  const asOwner = { ...own, actor: { ...own.actor, isOwner: true } } as ProjectCtx;
  await setOwnership(asOwner, { id, isOwner: false });
  expect(await rowOf(id)).toMatchObject({ isOwner: false });
});

test("an owner switches one-time codes off only with a reason, and it is kept", async () => {
  const ctx = await testCtx({ as: "owner" });
  const { id } = await somebody(ctx);
  await db().person.update({
    where: { id },
    data: { totpSecret: "sealed", totpEnabledAt: ctx.now, recoveryHashes: ["a"] },
  });
  await expect(removeCodes(ctx, { id, reason: " " })).rejects.toMatchObject({ code: "invalid" });
  await removeCodes(ctx, { id, reason: "phone in the canal" });
  expect(await rowOf(id)).toMatchObject({
    totpSecret: null,
    totpEnabledAt: null,
    recoveryHashes: [],
  });
  const entry = await db().auditEntry.findFirst({
    where: { objectId: id, action: "person.codes" },
  });
  expect(entry).toMatchObject({ reason: "phone in the canal", before: { hasTwoFactor: true } });
});

test.each(["viewer", "operator", "admin", "stranger"] as const)(
  "a %s acts on nobody's account",
  async (role) => {
    const ctx = seenBy(await testCtx(), role);
    const id = randomUUID();
    for (const refused of [
      () => disablePerson(ctx, { id }),
      () => enablePerson(ctx, { id }),
      () => endPersonSessions(ctx, { id }),
      () => setOwnership(ctx, { id, isOwner: true }),
      () => removeCodes(ctx, { id, reason: "why not" }),
      () => listPeople(ctx, {}),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
    }
  },
);

test("nobody is a person that is not there", async () => {
  const gone = disablePerson(await testCtx({ as: "owner" }), { id: randomUUID() });
  await expect(gone).rejects.toMatchObject({ code: "not-found" });
});

test("members are shown with their sessions, second factor and state, and without a secret", async () => {
  const ctx = await testCtx();
  const { id, email } = await somebody(ctx);
  await sessionOf(id);
  const data = { totpSecret: "sealed-word", totpEnabledAt: ctx.now, lastSignInAt: ctx.now };
  await db().person.update({ where: { id }, data });
  const members = await listMembers(ctx, { project: ctx.project.slug });
  const member = {
    id,
    email,
    name: email.split("@")[0],
    role: "viewer",
    isDisabled: false,
    lastSignInAt: ctx.now.toISOString(),
    hasTwoFactor: true,
    sessions: 1,
  };
  expect(members).toEqual([member]);
  const people = await listPeople(seenBy(ctx, "owner"), {});
  expect(people.find((one) => one.id === id)).toMatchObject({
    projects: [{ name: ctx.project.name, role: "viewer" }],
  });
  expect(JSON.stringify([members, people])).not.toMatch(/sealed-word|scrypt/);
});

test("a role that somebody changed meanwhile is not changed back unseen", async () => {
  const ctx = await testCtx();
  const { email } = await somebody(ctx);
  const { slug: project } = ctx.project;
  await setRole(ctx, { project, email, role: "operator", was: "viewer" });
  const late = setRole(ctx, { project, email, role: "admin", was: "viewer" });
  await expect(late).rejects.toMatchObject({
    code: "conflict",
    message: "Somebody changed this to operator meanwhile",
  });
  await setRole(ctx, { project, email, role: null, was: "operator" });
  const gone = setRole(ctx, { project, email, role: "admin", was: "operator" });
  await expect(gone).rejects.toThrow("Somebody took this person out of the project meanwhile");
});

test("of two admins who change one role at once, the second is told", async () => {
  const ctx = await testCtx();
  const { email } = await somebody(ctx);
  const { slug: project } = ctx.project;
  const tried = await Promise.allSettled(
    (["operator", "admin"] as const).map((role) =>
      setRole(ctx, { project, email, role, was: "viewer" }),
    ),
  );
  expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test.each(["projectId", "isOwner", "personId"])(
  "a role change refuses a smuggled %s",
  async (name) => {
    const ctx = await testCtx();
    const { email } = await somebody(ctx);
    const smuggled = { project: ctx.project.slug, email, role: "viewer" as const, [name]: 1 };
    await expect(setRole(ctx, smuggled)).rejects.toMatchObject({ code: "invalid" });
  },
);
