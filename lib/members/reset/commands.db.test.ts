/** What links for a new password promise, by real mail: who gets one, what it does, and what nobody learns. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test, vi } from "vitest";
import { GET as getConsole } from "@/app/api/v1/console/route";
import { POST as askDoor } from "@/app/api/v1/password-reset/route";
import { createPerson } from "@/lib/access/commands";
import { DAY, HOUR } from "@/lib/core/time";
import { acceptInvitation } from "@/lib/members/acceptance/commands";
import { invite, renewInvitation } from "@/lib/members/invitations/commands";
import { listInvitations, readInvitation } from "@/lib/members/invitations/queries";
import { disablePerson, removeCodes } from "@/lib/members/people/commands";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { verifyPassword } from "@/lib/platform/password";
import { seenBy, sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { mailRefusal, postOffice } from "@/lib/platform/test-post";
import { askReset, makeResetLink, setNewPassword } from "./commands";
import { readReset, readResetWays } from "./queries";

const post = await postOffice({
  onRcptTo: ({ address }, _session, done) =>
    address.startsWith("full.") ? done(mailRefusal(550, "5.7.1 We want no links")) : done(),
});
vi.stubEnv("WHEELHOUSE_SMTP_URL", post.url);
vi.stubEnv("WHEELHOUSE_MAIL_FROM", "Wheelhouse <ops@example.com>");
vi.stubEnv("WHEELHOUSE_URL", "https://wheelhouse.example.com");
afterAll(() => post.close());

const OLD = "seven herons over the canal";
const NEW = "eleven otters under the bridge";

type Somebody = { readonly id: string; readonly email: string };

async function somebody(ctx: ProjectCtx, email = `${randomUUID()}@example.com`): Promise<Somebody> {
  const { id } = await createPerson(seenBy(ctx, "system"), { email, password: OLD });
  return { id, email };
}

const visitor = (ctx: ProjectCtx): ProjectCtx => ({
  ...seenBy(ctx, "nobody"),
  address: randomUUID(),
});

const lettersTo = (email: string) =>
  post.inbox.filter(({ to }) => to?.some(({ address }) => address === email));

/** Mail is sent in the background, by a machine that may be busy. */
const PATIENT = { timeout: 20_000 };

/** The newest letter to somebody, once there are so many. */
async function letterTo(email: string, n = 1): Promise<{ subject: string; text: string }> {
  await expect.poll(() => lettersTo(email).length, PATIENT).toBe(n);
  const { subject = "", text = "" } = lettersTo(email)[n - 1] ?? {};
  return { subject, text };
}

const tokenIn = (text: string): string =>
  /https:\/\/wheelhouse\.example\.com\/(?:reset|invitation)#([\w-]{43})/.exec(text)?.[1] ?? "";

const hashOf = async ({ id }: Somebody) =>
  (await db().person.findUniqueOrThrow({ where: { id } })).passwordHash;

const later = (ctx: ProjectCtx, ms: number): ProjectCtx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + ms),
});

test("the link in the mail sets a new password, once, and says when somebody did", async () => {
  const ctx = await testCtx();
  const ana = await somebody(ctx);
  expect(await readResetWays(visitor(ctx), {})).toEqual({ isMailed: true });
  await askReset(visitor(ctx), { email: ana.email.toUpperCase() });
  const token = tokenIn((await letterTo(ana.email)).text);
  expect(await readReset(visitor(ctx), { token })).toEqual({
    email: ana.email,
    hasTwoFactor: false,
  });
  await setNewPassword(visitor(ctx), { token, password: NEW });
  expect(await verifyPassword(NEW, await hashOf(ana))).toBe(true);
  const again = setNewPassword(visitor(ctx), { token, password: OLD });
  await expect(again).rejects.toMatchObject({ code: "forbidden", detail: { link: "used" } });
  expect((await letterTo(ana.email, 2)).subject).toBe("Your password was changed");
});

test("every session of the person ends, one-time codes stay", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  await db().person.update({ where: { id: ana.id }, data: { totpEnabledAt: ctx.now } });
  // The console's own address is https here, where browsers hold the cookie under its strict name.
  const headers = { cookie: `__Host-${await sessionOf(ana.id)}` };
  const ask = () =>
    getConsole(new Request("http://wheelhouse.test/api/v1/console", { headers }), {
      params: Promise.resolve({}),
    });
  expect((await ask()).status).toBe(200);
  await makeResetLink(ctx, { id: ana.id });
  const token = tokenIn((await letterTo(ana.email)).text);
  const done = await setNewPassword(visitor(ctx), { token, password: NEW });
  expect(done).toEqual({ email: ana.email, hasTwoFactor: true });
  expect((await ask()).status).toBe(401);
  const sessions = await db().session.findMany({ where: { personId: ana.id } });
  expect(sessions).toMatchObject([{ endedReason: "password reset" }]);
  const entry = await db().auditEntry.findFirst({
    where: { objectId: ana.id, action: "person.password" },
  });
  expect(entry?.after).toMatchObject({ sessionsEnded: 1 });
});

test("whoever asks gets the same answer, whether or not there is such an account", async () => {
  const ctx = await testCtx();
  const ana = await somebody(ctx);
  const bo = await somebody(ctx);
  await db().person.update({ where: { id: bo.id }, data: { disabledAt: ctx.now } });
  const answers = [];
  for (const email of [bo.email, `${randomUUID()}@example.com`, ana.email]) {
    const request = new Request("http://wheelhouse.test/api/v1/password-reset", {
      method: "POST",
      headers: { "x-wheelhouse-address": randomUUID() },
      body: JSON.stringify({ email }),
    });
    const answer = await askDoor(request, { params: Promise.resolve({}) });
    answers.push([answer.status, await answer.text()]);
  }
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]).toEqual([202, '{"isMailed":true}']);
  await letterTo(ana.email);
  expect(lettersTo(bo.email)).toEqual([]);
});

test("asking is slowed down alike for accounts that are there and that are not", async () => {
  const ctx = await testCtx();
  const { email } = await somebody(ctx);
  for (const asked of [email, `${randomUUID()}@example.com`]) {
    for (let i = 0; i < 5; i++) await askReset(visitor(ctx), { email: asked });
    const sixth = askReset(visitor(ctx), { email: asked });
    await expect(sixth).rejects.toMatchObject({ code: "rate-limited" });
  }
});

test("of two who use one link at once, one sets the password", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  await makeResetLink(ctx, { id: ana.id });
  const token = tokenIn((await letterTo(ana.email)).text);
  const tried = await Promise.allSettled(
    [NEW, `${NEW} again`].map((password) => setNewPassword(visitor(ctx), { token, password })),
  );
  expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const kept = tried[0]?.status === "fulfilled" ? NEW : `${NEW} again`;
  expect(await verifyPassword(kept, await hashOf(ana))).toBe(true);
});

test("a link is over after an hour, when a newer one is made, and when the person is disabled", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  await makeResetLink(ctx, { id: ana.id });
  const first = tokenIn((await letterTo(ana.email)).text);
  const late = setNewPassword(later(visitor(ctx), HOUR), { token: first, password: NEW });
  await expect(late).rejects.toMatchObject({ detail: { link: "expired" } });
  await makeResetLink(ctx, { id: ana.id });
  const second = tokenIn((await letterTo(ana.email, 2)).text);
  await expect(readReset(visitor(ctx), { token: first })).rejects.toThrow("taken back or replaced");
  await disablePerson(ctx, { id: ana.id });
  const out = setNewPassword(visitor(ctx), { token: second, password: NEW });
  await expect(out).rejects.toMatchObject({ detail: { link: "revoked" } });
  await expect(makeResetLink(ctx, { id: ana.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await verifyPassword(OLD, await hashOf(ana))).toBe(true);
});

test("an invitation's link sets nobody's password, nor the other way round", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  const shown = await makeResetLink(ctx, { id: ana.id, isShown: true });
  const token = tokenIn(shown.delivery.link ?? "");
  expect(lettersTo(ana.email)).toEqual([]);
  const crossed = acceptInvitation(visitor(ctx), { token, password: NEW });
  await expect(crossed).rejects.toMatchObject({ detail: { link: "unknown" } });
  await setNewPassword(visitor(ctx), { token, password: NEW });
});

test("a weak new password is refused, and the link still works", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  const shown = await makeResetLink(ctx, { id: ana.id, isShown: true });
  const token = tokenIn(shown.delivery.link ?? "");
  const weak = setNewPassword(visitor(ctx), { token, password: "passwordpassword" });
  await expect(weak).rejects.toMatchObject({ code: "invalid", detail: { field: "password" } });
  const smuggled = { token, password: NEW, isOwner: true };
  const more = setNewPassword(visitor(ctx), smuggled);
  await expect(more).rejects.toMatchObject({ code: "invalid" });
  await setNewPassword(visitor(ctx), { token, password: NEW });
});

test.each(["viewer", "admin", "stranger", "nobody"] as const)(
  "a %s makes no link to anybody's account",
  async (as) => {
    const ctx = await testCtx();
    const { id } = await somebody(ctx);
    const refused = makeResetLink(seenBy(ctx, as), { id, isShown: true });
    const code = as === "nobody" ? "unauthenticated" : "forbidden";
    await expect(refused).rejects.toMatchObject({ code });
  },
);

test("who signs in by a provider only is sent no link behind its back", async () => {
  const ctx = await testCtx();
  const [bo, ana] = [await somebody(ctx), await somebody(ctx)];
  await db().person.update({ where: { id: bo.id }, data: { passwordHash: null } });
  for (const { email } of [bo, ana]) await askReset(visitor(ctx), { email });
  await letterTo(ana.email);
  expect(await db().accessLink.count({ where: { personId: bo.id } })).toBe(0);
});

test("an invitation is mailed, its link works once, and the answer does not repeat it", async () => {
  const ctx = await testCtx();
  const email = `${randomUUID()}@example.com`;
  const { slug: project } = ctx.project;
  const invited = await invite(ctx, { project, email, role: "viewer" });
  expect(invited.delivery).toEqual({ how: "mailed", link: null, reason: null });
  const { subject, text } = await letterTo(email);
  expect(subject).toBe(`Invitation to ${ctx.project.name} on Wheelhouse`);
  expect(text).toContain(`admin invites you to ${ctx.project.name} as viewer.`);
  const token = tokenIn(text);
  await acceptInvitation(visitor(ctx), { token, password: NEW });
  const again = acceptInvitation(visitor(ctx), { token, password: NEW });
  await expect(again).rejects.toMatchObject({ detail: { link: "used" } });
});

test("sent again, an invitation has a new link, and the old one is dead", async () => {
  const ctx = await testCtx();
  const email = `${randomUUID()}@example.com`;
  const { slug: project } = ctx.project;
  await invite(ctx, { project, email, role: "viewer" });
  const first = tokenIn((await letterTo(email)).text);
  const [listed] = await listInvitations(ctx, { project });
  await renewInvitation(later(ctx, 8 * DAY), { project, id: listed?.id ?? "" });
  const second = tokenIn((await letterTo(email, 2)).text);
  expect(second).not.toBe(first);
  await expect(readInvitation(visitor(ctx), { token: first })).rejects.toThrow("taken back");
  expect(await readInvitation(visitor(ctx), { token: second })).toMatchObject({ email });
});

test("a mail server that refuses is quoted, and the link is shown instead", async () => {
  const ctx = await testCtx();
  const email = `full.${randomUUID()}@example.com`;
  const { delivery } = await invite(ctx, { project: ctx.project.slug, email, role: "viewer" });
  expect(delivery).toMatchObject({
    how: "copy",
    reason: expect.stringContaining("550 5.7.1 We want no links"),
  });
  const token = tokenIn(delivery?.link ?? "");
  expect(await readInvitation(visitor(ctx), { token })).toMatchObject({ email });
});

test("who has an account is told that they were added, and whose codes are off, by whom", async () => {
  const ctx = await testCtx({ as: "owner" });
  const ana = await somebody(ctx);
  await invite(ctx, { project: ctx.project.slug, email: ana.email, role: "operator" });
  const { text } = await letterTo(ana.email);
  expect(text).toContain(`owner has added you to ${ctx.project.name} as operator.`);
  expect(text).toContain(`https://wheelhouse.example.com/?project=${ctx.project.slug}`);
  await db().person.update({ where: { id: ana.id }, data: { totpEnabledAt: ctx.now } });
  await removeCodes(ctx, { id: ana.id, reason: "phone in the canal" });
  expect((await letterTo(ana.email, 2)).text).toContain("phone in the canal");
});
