/** What people may do with their own account, and that it is nobody else's. */
import { randomUUID } from "node:crypto";
import { TOTP } from "otpauth";
import { expect, test } from "vitest";
import { GET as getProfile } from "@/app/api/v1/profile/route";
import { db } from "@/lib/platform/db";
import type { Ctx } from "@/lib/platform/operation";
import { hashPassword, verifyPassword } from "@/lib/platform/password";
import { seenBy, sessionOf, testCtx } from "@/lib/platform/test-ctx";
import {
  changeName,
  changePassword,
  confirmTotp,
  disableTotp,
  renewRecoveryCodes,
  revokeOtherSessions,
  revokeSession,
  startTotp,
} from "./commands";
import { listSessions, readProfile } from "./queries";

const PASSWORD = "six pigeons on a gutter";
const OTHER = "nine lanterns under water";
const STEP_MS = 30_000;
/** Made once: a hash takes its time on purpose. */
const PASSWORD_HASH = await hashPassword(PASSWORD);

/** Somebody with a password, signed in once with a cookie of their own. */
async function somebody() {
  const base = await testCtx({ as: "stranger" });
  const id = randomUUID();
  const email = `${id}@example.com`;
  await db().person.create({
    data: { id, email, name: "Ada", passwordHash: PASSWORD_HASH, createdAt: base.now },
  });
  const cookie = await sessionOf(id, base.now);
  const { id: sessionId } = await db().session.findFirstOrThrow({ where: { personId: id } });
  const actor = {
    ...base.actor,
    kind: "person",
    id,
    email,
    name: "Ada",
    sessionId,
  } as Ctx["actor"];
  return { id, cookie, sessionId, ctx: { ...base, actor } };
}

const asks = async (cookie: string) => {
  const request = new Request("http://wheelhouse.test/api/v1/profile", { headers: { cookie } });
  return (await getProfile(request, { params: Promise.resolve({}) })).status;
};

const codeAt = (uriOrSecret: string, at: Date): string =>
  new TOTP({ secret: uriOrSecret }).generate({ timestamp: at.getTime() });

const later = <C extends Ctx>(ctx: C, ms: number): C => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + ms),
});

/** Two-factor sign-in switched on; the next code is good a step later. */
async function enrolled() {
  const one = await somebody();
  const { secret } = await startTotp(one.ctx, {});
  const { codes } = await confirmTotp(one.ctx, { code: codeAt(secret, one.ctx.now) });
  const ctx = later(one.ctx, STEP_MS);
  return { ...one, ctx, secret, codes, code: codeAt(secret, ctx.now) };
}

const actionsOf = async (personId: string) =>
  (await db().auditEntry.findMany({ where: { actorId: personId }, orderBy: { seq: "asc" } })).map(
    ({ action }) => action,
  );

test("keys have no account", async () => {
  const key = seenBy(await testCtx(), { scopes: ["admin"] });
  for (const act of [
    readProfile(key, {}),
    listSessions(key, {}),
    changeName(key, { name: "Key" }),
    startTotp(key, {}),
    revokeOtherSessions(key, {}),
    revokeSession(key, { id: randomUUID() }),
  ]) {
    await expect(act).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("a name changes for its own person, with before and after", async () => {
  const { ctx, id } = await somebody();
  await changeName(ctx, { name: " Ada Lovelace " });
  expect(await readProfile(ctx, {})).toMatchObject({ name: "Ada Lovelace", hasPassword: true });
  const entry = await db().auditEntry.findFirst({ where: { actorId: id } });
  expect(entry).toMatchObject({
    action: "person.rename",
    before: { name: "Ada" },
    after: { name: "Ada Lovelace" },
  });
  for (const smuggled of [{ isOwner: true }, { role: "admin" }, { id: randomUUID() }]) {
    const change = changeName(ctx, { name: "Ada", ...smuggled } as never);
    await expect(change).rejects.toMatchObject({ code: "invalid" });
  }
});

test("a new password ends every other session and voids open links, and is never written down", async () => {
  const { ctx, id, cookie } = await somebody();
  const elsewhere = await sessionOf(id, ctx.now);
  const link = { id: randomUUID(), kind: "password-reset", tokenHash: randomUUID(), personId: id };
  const times = { createdAt: ctx.now, expiresAt: later(ctx, 60_000).now };
  await db().accessLink.create({ data: { ...link, ...times, email: "ada@example.com" } });
  expect([await asks(cookie), await asks(elsewhere)]).toEqual([200, 200]);

  const { sessionsEnded } = await changePassword(ctx, { current: PASSWORD, password: OTHER });
  expect(sessionsEnded).toBe(1);
  expect([await asks(cookie), await asks(elsewhere)]).toEqual([200, 401]);
  const { passwordHash } = await db().person.findUniqueOrThrow({ where: { id } });
  expect(await verifyPassword(OTHER, passwordHash)).toBe(true);
  expect((await db().accessLink.findUniqueOrThrow({ where: { id: link.id } })).revokedAt).toEqual(
    ctx.now,
  );
  const entries = await db().auditEntry.findMany({ where: { actorId: id } });
  expect(entries).toMatchObject([{ action: "password.change", after: { sessionsEnded: 1 } }]);
  expect(JSON.stringify(entries)).not.toContain(OTHER);
});

test.each([
  ["the current one is wrong", { current: "not it at all" }, "forbidden"],
  ["it is too short", { password: "short" }, "invalid"],
  ["it is one of the commonest", { password: "password1234" }, "invalid"],
  ["it is the same again", { password: PASSWORD }, "invalid"],
])("a password stays when %s", async (_why, change, code) => {
  const { ctx, id } = await somebody();
  const asked = changePassword(ctx, { current: PASSWORD, password: OTHER, ...change });
  await expect(asked).rejects.toMatchObject({ code });
  const { passwordHash } = await db().person.findUniqueOrThrow({ where: { id } });
  expect(await verifyPassword(PASSWORD, passwordHash)).toBe(true);
});

test("who guesses the current password has to wait, even with the right one", async () => {
  const { ctx } = await somebody();
  for (let guess = 0; guess < 5; guess++) {
    const wrong = changePassword(ctx, { current: `guess number ${guess}`, password: OTHER });
    await expect(wrong).rejects.toMatchObject({ code: "forbidden" });
  }
  const right = { current: PASSWORD, password: OTHER };
  await expect(changePassword(ctx, right)).rejects.toMatchObject({ code: "rate-limited" });
  await expect(changePassword(later(ctx, 16 * 60_000), right)).resolves.toBeTruthy();
});

test("an authenticator counts once a code has shown that it works", async () => {
  const { ctx, id } = await somebody();
  const { secret, uri, qr } = await startTotp(ctx, {});
  expect(uri).toContain(`secret=${secret}`);
  expect(uri).toContain("issuer=Wheelhouse");
  expect(qr.size).toBeGreaterThan(20);
  expect((await readProfile(ctx, {})).totp).toEqual({ enabledAt: null, recoveryCodesLeft: 0 });

  await expect(confirmTotp(ctx, { code: "000000x" })).rejects.toMatchObject({ code: "forbidden" });
  const { codes } = await confirmTotp(ctx, { code: codeAt(secret, ctx.now) });
  expect(new Set(codes).size).toBe(10);
  expect((await readProfile(ctx, {})).totp).toEqual({
    enabledAt: ctx.now.toISOString(),
    recoveryCodesLeft: 10,
  });
  const kept = JSON.stringify([
    await db().person.findUnique({ where: { id } }),
    await db().auditEntry.findMany({ where: { actorId: id } }),
  ]);
  for (const told of [secret, ...codes]) expect(kept).not.toContain(told);
  expect(await actionsOf(id)).toEqual(["totp.start", "totp.enable"]);
});

test("while two-factor sign-in is on, no other secret takes its place", async () => {
  const { ctx, code } = await enrolled();
  await expect(startTotp(ctx, {})).rejects.toMatchObject({ code: "conflict" });
  await expect(confirmTotp(ctx, { code })).rejects.toMatchObject({ code: "conflict" });
});

test("switching it off takes the password and a code, of the authenticator or a recovery code", async () => {
  const { ctx, id, code, codes } = await enrolled();
  const { code: itsCode, ctx: itsCtx } = await enrolled();
  const refused = { code: "forbidden" };
  await expect(disableTotp(ctx, { password: "wrong", code })).rejects.toMatchObject(refused);
  await expect(disableTotp(ctx, { code })).rejects.toMatchObject(refused);
  const guess = disableTotp(ctx, { password: PASSWORD, code: "not six" });
  await expect(guess).rejects.toMatchObject(refused);
  expect((await readProfile(ctx, {})).totp.enabledAt).not.toBeNull();

  await disableTotp(ctx, { password: PASSWORD, code: codes[3] ?? "" });
  expect((await readProfile(ctx, {})).totp).toEqual({ enabledAt: null, recoveryCodesLeft: 0 });
  const { totpSecret } = await db().person.findUniqueOrThrow({ where: { id } });
  expect(totpSecret).toBeNull();
  await disableTotp(itsCtx, { password: PASSWORD, code: itsCode });
  expect((await readProfile(itsCtx, {})).totp.enabledAt).toBeNull();
});

test("somebody without a password switches it off with a code alone", async () => {
  const { ctx, id, code } = await enrolled();
  await db().person.update({ where: { id }, data: { passwordHash: null } });
  await expect(changePassword(ctx, { current: "", password: OTHER })).rejects.toMatchObject({
    code: "conflict",
  });
  await disableTotp(ctx, { code });
  expect((await readProfile(ctx, {})).totp.enabledAt).toBeNull();
});

test("new recovery codes take a new code, once, and make the old ones void", async () => {
  const { ctx, code, codes, id } = await enrolled();
  const { codes: fresh } = await renewRecoveryCodes(ctx, { code });
  expect(fresh).toHaveLength(10);
  expect(codes.filter((old) => fresh.includes(old))).toEqual([]);
  await expect(renewRecoveryCodes(ctx, { code })).rejects.toMatchObject({ code: "forbidden" });
  const old = disableTotp(ctx, { password: PASSWORD, code: codes[0] ?? "" });
  await expect(old).rejects.toMatchObject({ code: "forbidden" });
  expect((await actionsOf(id)).at(-1)).toBe("recovery-codes.renew");
});

test("guesses at a code are numbered", async () => {
  const { ctx, code } = await enrolled();
  for (let guess = 0; guess < 5; guess++) {
    const tried = renewRecoveryCodes(ctx, { code: `guess ${guess}` });
    await expect(tried).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(renewRecoveryCodes(ctx, { code })).rejects.toMatchObject({ code: "rate-limited" });
});

test("sessions are listed with device and last use: the live ones, the own one first", async () => {
  const { ctx, id, sessionId } = await somebody();
  const DAY = 24 * 3_600_000;
  const at = (days: number) => new Date(ctx.now.getTime() + days * DAY);
  const row = (more: object) => ({
    id: randomUUID(),
    personId: id,
    method: "oidc",
    createdAt: at(-2),
    lastSeenAt: at(0),
    expiresAt: at(5),
    ...more,
  });
  const phone = row({
    address: "192.0.2.7",
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) CriOS/140.0 Mobile Safari/604.1",
  });
  const over = [
    row({ endedAt: at(-1), endedReason: "revoked" }),
    row({ expiresAt: at(-1) }),
    row({ lastSeenAt: at(-2) }),
  ];
  await db().session.createMany({ data: [phone, ...over] });
  const { ctx: stranger } = await somebody();
  expect(await listSessions(ctx, {})).toMatchObject([
    { id: sessionId, isThis: true, device: "Unknown device", method: "password" },
    { id: phone.id, isThis: false, device: "Chrome on iPhone", address: "192.0.2.7" },
  ]);
  const theirs = await listSessions(stranger, {});
  expect(theirs.map((session) => session.id)).not.toContain(phone.id);
});

test("a session ends for whose it is, and another's is not found", async () => {
  const [ada, eve] = [await somebody(), await somebody()];
  const theirs = revokeSession(eve.ctx, { id: ada.sessionId });
  await expect(theirs).rejects.toMatchObject({ code: "not-found" });
  const missing = revokeSession(eve.ctx, { id: randomUUID() });
  await expect(missing).rejects.toMatchObject({ code: "not-found" });
  expect(await asks(ada.cookie)).toBe(200);
  await revokeSession(ada.ctx, { id: ada.sessionId });
  expect(await asks(ada.cookie)).toBe(401);
  await revokeSession(ada.ctx, { id: ada.sessionId });
  expect(await actionsOf(ada.id)).toEqual(["session.revoke"]);
});

test("all other sessions end at once, and nobody else's", async () => {
  const [ada, eve] = [await somebody(), await somebody()];
  const others = [await sessionOf(ada.id, ada.ctx.now), await sessionOf(ada.id, ada.ctx.now)];
  expect(await revokeOtherSessions(ada.ctx, {})).toEqual({ sessionsEnded: 2 });
  const answers = await Promise.all([ada.cookie, eve.cookie, ...others].map(asks));
  expect(answers).toEqual([200, 200, 401, 401]);
});
