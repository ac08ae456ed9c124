/** Signing in through the real door, and what the session is good for afterwards. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as doors from "@/app/api/auth/[...nextauth]/route";
import { GET as getMembers } from "@/app/api/v1/members/route";
import { setRole } from "@/lib/members/commands";
import { db } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { ORIGIN, testBrowser } from "@/lib/platform/test-browser";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createPerson } from "./commands";

const PASSWORD = "long enough to be good";
const none = { params: Promise.resolve({}) };

const attempt = (email: string, password: string, headers = {}) =>
  testBrowser(doors).signIn({ email, password }, headers);

async function somebody() {
  const ctx = await testCtx({ as: "system" });
  const email = `${randomUUID()}@example.com`;
  const { id } = await createPerson(ctx, { email, password: PASSWORD, project: ctx.project.slug });
  return { ctx, id, email };
}

const membersAs = (cookie: string, project: string) =>
  getMembers(
    new Request(`${ORIGIN}/api/v1/members?project=${project}`, { headers: { cookie } }),
    none,
  );

test("the right password opens a session that lasts until it is ended", async () => {
  const { ctx, id, email } = await somebody();
  await setRole(ctx, { project: ctx.project.slug, email, role: "admin" });
  const browser = testBrowser(doors);
  const response = await browser.signIn({ email: email.toUpperCase(), password: PASSWORD });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ url: "/" });
  const session = response.headers.getSetCookie().find((c) => c.startsWith("wheelhouse.session"));
  expect(session).toMatch(/HttpOnly/);
  expect(session).toMatch(/SameSite=Lax/);
  expect(session).not.toMatch(/Secure/);

  const cookie = browser.cookieHeader();
  expect((await membersAs(cookie, ctx.project.slug)).status).toBe(200);
  const ended = { endedAt: new Date(), endedReason: "revoked" };
  await db().session.updateMany({ where: { personId: id }, data: ended });
  forgetActors();
  expect((await membersAs(cookie, ctx.project.slug)).status).toBe(401);
});

test("a disabled person cannot sign in, whatever the password", async () => {
  const { id, email } = await somebody();
  await db().person.update({ where: { id }, data: { disabledAt: new Date() } });
  expect((await attempt(email, PASSWORD)).status).toBe(401);
});

test("a wrong password and an unknown address answer alike", async () => {
  const { email } = await somebody();
  const wrong = await attempt(email, "not the password at all");
  const unknown = await attempt(`${randomUUID()}@example.com`, PASSWORD);
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await wrong.json()).toEqual(await unknown.json());
  expect(wrong.headers.getSetCookie().join()).not.toMatch(/wheelhouse\.session/);
});

test("the sixth guess from one address has to wait, even with the right password", async () => {
  const { email } = await somebody();
  const address = randomUUID();
  const guess = () => testBrowser(doors, address).signIn({ email, password: "a guess of a kind" });
  const statuses = (await Promise.all(Array.from({ length: 5 }, guess))).map((r) => r.status);
  expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
  const refused = await testBrowser(doors, address).signIn({ email, password: PASSWORD });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ title: expect.stringMatching(/try again in/) });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test("the right password forgives the tries before it", async () => {
  const { email } = await somebody();
  const browser = testBrowser(doors);
  for (let round = 0; round < 2; round++) {
    for (let n = 0; n < 3; n++) await browser.signIn({ email, password: "a guess of a kind" });
    expect((await browser.signIn({ email, password: PASSWORD })).status).toBe(200);
  }
});

test("a form without its token, or from another site, is refused", async () => {
  const { email } = await somebody();
  expect((await attempt(email, PASSWORD, { cookie: "" })).status).toBe(409);
  const foreign = await attempt(email, PASSWORD, { origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
});

test("without an identity provider there is no way to one", async () => {
  const browser = testBrowser(doors);
  expect((await browser.submit("signin/oidc", {})).status).toBe(404);
  expect((await browser.send("GET", "/api/auth/callback/oidc?code=x&state=y")).status).toBe(404);
});

test("what else next-auth would answer is not reachable", async () => {
  for (const action of ["session", "providers", "signin", "error", "callback/credentials"]) {
    const response = await testBrowser(doors).send("GET", `/api/auth/${action}`);
    expect(response.status).toBe(404);
  }
});

test("a sign-in is in the audit log", async () => {
  const { id, email } = await somebody();
  await attempt(email, PASSWORD);
  const entry = await db().auditEntry.findFirst({ where: { actorId: id } });
  expect(entry).toMatchObject({ action: "session.start", actorKind: "person" });
});

test("only the instance owner adds people", async () => {
  const ctx = await testCtx();
  const person = { email: `${randomUUID()}@example.com`, password: PASSWORD };
  await expect(createPerson(seenBy(ctx, "admin"), person)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createPerson(seenBy(ctx, "owner"), person)).resolves.toMatchObject({
    email: person.email,
    password: null,
  });
});

test("nobody gets a password that guessers try first", async () => {
  const ctx = seenBy(await testCtx(), "owner");
  const person = { email: `grace.hopper.${randomUUID()}@example.com`, name: "Grace Hopper" };
  for (const password of ["password-2024!", "Grace-Hopper-1906", "aaaaaaaaaaaaaaaa"]) {
    await expect(createPerson(ctx, { ...person, password })).rejects.toMatchObject({
      code: "invalid",
      detail: { field: "password" },
    });
  }
});
