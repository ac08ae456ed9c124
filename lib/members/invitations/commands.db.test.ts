/** What invitations promise where no mail server is configured: the link is shown once, works once, and not for long. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createPerson } from "@/lib/access/commands";
import type { Role } from "@/lib/core/roles";
import { DAY } from "@/lib/core/time";
import { acceptInvitation } from "@/lib/members/acceptance/commands";
import { setRole } from "@/lib/members/commands";
import { disablePerson } from "@/lib/members/people/commands";
import { listMembers } from "@/lib/members/queries";
import type { Invited } from "@/lib/members/schema";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { verifyPassword } from "@/lib/platform/password";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { invite, renewInvitation, revokeInvitation } from "./commands";
import { listInvitations, readInvitation } from "./queries";

const PASSWORD = "seven herons over the canal";
const newEmail = () => `${randomUUID()}@example.com`;

/** Nobody in particular, from an address of their own. */
const visitor = (ctx: ProjectCtx): ProjectCtx => ({
  ...seenBy(ctx, "nobody"),
  address: randomUUID(),
});

const tokenOf = ({ delivery }: Pick<Invited, "delivery">): string =>
  delivery?.link?.split("#")[1] ?? "";

const inviteTo = (ctx: ProjectCtx, email: string, role: Role = "viewer") =>
  invite(ctx, { project: ctx.project.slug, email, role });

const within = (ctx: ProjectCtx, days: number): ProjectCtx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + days * DAY),
});

const roleOf = async (ctx: ProjectCtx, email: string) =>
  (await listMembers(ctx, { project: ctx.project.slug })).find((one) => one.email === email)?.role;

test("without a mail server the link is shown, with the token where no log sees it", async () => {
  const invited = await inviteTo(await testCtx(), newEmail());
  expect(invited).toMatchObject({
    outcome: "invited",
    delivery: { how: "copy", reason: "No mail server is configured" },
  });
  expect(invited.delivery?.link).toMatch(/^\/invitation#[\w-]{43}$/);
});

test("whoever follows the link chooses a password and has the role, and no more", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const token = tokenOf(await inviteTo(ctx, email, "operator"));
  const guest = visitor(ctx);
  expect(await readInvitation(guest, { token })).toEqual({
    email,
    role: "operator",
    project: ctx.project.name,
    hasAccount: false,
    isYou: false,
  });
  await acceptInvitation(guest, { token, name: "Ana", password: PASSWORD });
  const person = await db().person.findUniqueOrThrow({
    where: { email },
    include: { memberships: true },
  });
  expect(person).toMatchObject({ name: "Ana", isOwner: false });
  expect(person.memberships).toMatchObject([{ projectId: ctx.project.id, role: "operator" }]);
  expect(await verifyPassword(PASSWORD, person.passwordHash)).toBe(true);
});

test("a link works once, and says so the second time", async () => {
  const ctx = await testCtx();
  const token = tokenOf(await inviteTo(ctx, newEmail()));
  await acceptInvitation(visitor(ctx), { token, password: PASSWORD });
  const used = {
    code: "forbidden",
    detail: { link: "used" },
    message: expect.stringContaining("has been used: sign in, or ask who invited you"),
  };
  const again = acceptInvitation(visitor(ctx), { token, password: PASSWORD });
  await expect(again).rejects.toMatchObject(used);
  await expect(readInvitation(visitor(ctx), { token })).rejects.toMatchObject(used);
});

test("of two who use one link at once, one gets in", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const token = tokenOf(await inviteTo(ctx, email));
  const tried = await Promise.allSettled(
    ["Ana", "Eve"].map((name) =>
      acceptInvitation(visitor(ctx), { token, name, password: PASSWORD }),
    ),
  );
  expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const winner = tried[0]?.status === "fulfilled" ? "Ana" : "Eve";
  expect(await db().person.findMany({ where: { email } })).toMatchObject([{ name: winner }]);
});

test("two invitations of one person, accepted at once, make one account", async () => {
  const [one, other] = [await testCtx(), await testCtx()];
  const email = newEmail();
  const tokens = [tokenOf(await inviteTo(one, email)), tokenOf(await inviteTo(other, email))];
  const tried = await Promise.allSettled(
    tokens.map((token) => acceptInvitation(visitor(one), { token, password: PASSWORD })),
  );
  expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = tried.find((attempt) => attempt.status === "rejected");
  expect(lost?.reason).toMatchObject({ code: "conflict", detail: { hasAccount: true } });
});

test("after seven days the link is over", async () => {
  const ctx = await testCtx();
  const token = tokenOf(await inviteTo(ctx, newEmail()));
  const late = acceptInvitation(within(visitor(ctx), 7), { token, password: PASSWORD });
  await expect(late).rejects.toMatchObject({ detail: { link: "expired" } });
  const almost = acceptInvitation(within(visitor(ctx), 6.9), { token, password: PASSWORD });
  await expect(almost).resolves.toMatchObject({ project: ctx.project.slug });
});

test("an invitation taken back is worth nothing, and leaves the list", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const { slug: project } = ctx.project;
  const token = tokenOf(await inviteTo(ctx, email));
  const [listed] = await listInvitations(ctx, { project });
  expect(listed).toMatchObject({ email, role: "viewer", isExpired: false });
  expect(JSON.stringify(listed)).not.toContain(token);
  await revokeInvitation(ctx, { project, id: listed?.id ?? "" });
  expect(await listInvitations(ctx, { project })).toEqual([]);
  const refused = acceptInvitation(visitor(ctx), { token, password: PASSWORD });
  await expect(refused).rejects.toMatchObject({ detail: { link: "revoked" } });
});

test("a new link ends the old one, as does inviting again", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const { slug: project } = ctx.project;
  const first = tokenOf(await inviteTo(ctx, email, "operator"));
  const [listed] = await listInvitations(ctx, { project });
  const second = tokenOf(await renewInvitation(within(ctx, 30), { project, id: listed?.id ?? "" }));
  const guest = within(visitor(ctx), 30);
  await expect(readInvitation(guest, { token: first })).rejects.toMatchObject({
    detail: { link: "revoked" },
  });
  await expect(readInvitation(guest, { token: second })).resolves.toMatchObject({
    role: "operator",
  });
  const third = tokenOf(await inviteTo(within(ctx, 30), email, "admin"));
  await expect(readInvitation(guest, { token: second })).rejects.toThrow("taken back or replaced");
  await expect(readInvitation(guest, { token: third })).resolves.toMatchObject({ role: "admin" });
  expect(await listInvitations(ctx, { project })).toHaveLength(1);
});

test("a token that nobody made is refused, and the thirtieth guess ends the guessing", async () => {
  const guest = visitor(await testCtx());
  const guess = () => readInvitation(guest, { token: randomUUID() });
  for (let i = 0; i < 30; i++) {
    await expect(guess()).rejects.toMatchObject({
      code: "forbidden",
      detail: { link: "unknown" },
    });
  }
  await expect(guess()).rejects.toMatchObject({ code: "rate-limited" });
});

test("only the token's hash is kept, and the audit log does not know it", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const token = tokenOf(await inviteTo(ctx, email));
  await acceptInvitation(visitor(ctx), { token, password: PASSWORD });
  const everything = JSON.stringify([
    await db().accessLink.findMany({ where: { email } }),
    await db().auditEntry.findMany({ omit: { seq: true } }),
  ]);
  expect(everything).toContain(email);
  expect(everything).not.toContain(token);
  expect(everything).not.toContain(PASSWORD);
});

test("the project's audit log tells who was invited and who joined", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const token = tokenOf(await inviteTo(ctx, email));
  await acceptInvitation(visitor(ctx), { token, password: PASSWORD });
  const entries = await db().auditEntry.findMany({
    where: { projectId: ctx.project.id },
    orderBy: { seq: "asc" },
  });
  expect(entries).toMatchObject([
    { action: "invitation.create", actorName: "admin", after: { email, role: "viewer" } },
    { action: "person.join", actorName: "invitation", after: { email, role: "viewer" } },
  ]);
});

test("a password that everybody knows is refused, and the link still works", async () => {
  const ctx = await testCtx();
  const token = tokenOf(await inviteTo(ctx, newEmail()));
  for (const password of ["short", "passwordpassword", undefined]) {
    const weak = acceptInvitation(visitor(ctx), { token, ...(password && { password }) });
    await expect(weak).rejects.toMatchObject({ code: "invalid", detail: { field: "password" } });
  }
  await acceptInvitation(visitor(ctx), { token, password: PASSWORD });
});

test("who has an account is added at once, without a link", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  await createPerson(seenBy(ctx, "owner"), { email });
  expect(await inviteTo(ctx, email, "operator")).toEqual({
    outcome: "added",
    email,
    role: "operator",
    expiresAt: null,
    delivery: null,
  });
  expect(await roleOf(ctx, email)).toBe("operator");
  await expect(inviteTo(ctx, email, "admin")).rejects.toThrow("here already, as operator");
  expect(await roleOf(ctx, email)).toBe("operator");
});

test("a link is no way into an account that is there: its person joins, nobody else", async () => {
  const ctx = await testCtx();
  const email = newEmail();
  const token = tokenOf(await inviteTo(ctx, email, "operator"));
  const { id } = await createPerson(seenBy(ctx, "owner"), { email, password: PASSWORD });
  const before = await db().person.findUniqueOrThrow({ where: { id } });
  const thief = acceptInvitation(visitor(ctx), { token, password: "another heron in a canal" });
  await expect(thief).rejects.toMatchObject({ code: "conflict", detail: { hasAccount: true } });
  const stranger = acceptInvitation(seenBy(ctx, "stranger"), { token });
  await expect(stranger).rejects.toMatchObject({ code: "conflict" });

  const themselves = { ...seenBy(ctx, "stranger"), address: randomUUID() };
  const ana = { ...themselves, actor: { ...themselves.actor, id } } as ProjectCtx;
  expect(await readInvitation(ana, { token })).toMatchObject({ hasAccount: true, isYou: true });
  await acceptInvitation(ana, { token });
  expect(await roleOf(ctx, email)).toBe("operator");
  const after = await db().person.findUniqueOrThrow({ where: { id } });
  expect(after.passwordHash).toBe(before.passwordHash);
});

test("what an admin invited does not outlast them", async () => {
  const ctx = await testCtx();
  const owner = seenBy(ctx, "owner");
  const [demoted, disabled] = [newEmail(), newEmail()];
  const tokens: string[] = [];
  const ids: string[] = [];
  for (const email of [demoted, disabled]) {
    const { id } = await createPerson(owner, { email, project: ctx.project.slug, role: "admin" });
    const asThem = { ...ctx, actor: { ...ctx.actor, id } } as ProjectCtx;
    tokens.push(tokenOf(await inviteTo(asThem, newEmail(), "admin")));
    ids.push(id);
  }
  await setRole(ctx, { project: ctx.project.slug, email: demoted, role: "viewer" });
  await disablePerson(owner, { id: ids[1] ?? "" });
  for (const token of tokens) {
    await expect(readInvitation(visitor(ctx), { token })).rejects.toThrow("taken back");
  }
});

test.each(["viewer", "operator"] as const)("a %s neither invites nor sees who is", async (role) => {
  const ctx = seenBy(await testCtx(), role);
  const { slug: project } = ctx.project;
  const id = randomUUID();
  for (const refused of [
    () => inviteTo(ctx, newEmail()),
    () => listInvitations(ctx, { project }),
    () => revokeInvitation(ctx, { project, id }),
    () => renewInvitation(ctx, { project, id }),
  ]) {
    await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("another project's invitation is not found", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  await inviteTo(other, newEmail());
  const [listed] = await listInvitations(other, { project: other.project.slug });
  const named = { project: ctx.project.slug, id: listed?.id ?? "" };
  await expect(revokeInvitation(ctx, named)).rejects.toMatchObject({ code: "not-found" });
  await expect(renewInvitation(ctx, named)).rejects.toMatchObject({ code: "not-found" });
});

test.each(["role", "isOwner", "projectId", "email"])(
  "accepting refuses a smuggled %s",
  async (name) => {
    const ctx = await testCtx();
    const token = tokenOf(await inviteTo(ctx, newEmail()));
    const smuggled = { token, password: PASSWORD, [name]: "admin" };
    const refused = acceptInvitation(visitor(ctx), smuggled);
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
  },
);
