/** Signing in through the real door, and what the session is good for afterwards. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POST as authPost, GET as csrf } from "@/app/api/auth/[...nextauth]/route";
import { GET as getMembers } from "@/app/api/v1/members/route";
import { setRole } from "@/lib/members/commands";
import { db } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createPerson } from "./commands";

const ORIGIN = "http://wheelhouse.test";
const PASSWORD = "long enough to be good";
const none = { params: Promise.resolve({}) };
const action = (...nextauth: string[]) => ({ params: Promise.resolve({ nextauth }) });

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

async function attempt(email: string, password: string, headers: Record<string, string> = {}) {
  const form = await csrf(new Request(`${ORIGIN}/api/auth/csrf`), action("csrf"));
  const { csrfToken } = (await form.json()) as { csrfToken: string };
  const request = new Request(`${ORIGIN}/api/auth/callback/credentials`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      host: "wheelhouse.test",
      "x-wheelhouse-address": randomUUID(),
      cookie: cookiesOf(form),
      ...headers,
    },
    body: JSON.stringify({ email, password, csrfToken }),
  });
  return authPost(request, action("callback", "credentials"));
}

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
  const response = await attempt(email.toUpperCase(), PASSWORD);
  expect(response.status).toBe(200);
  const session = response.headers.getSetCookie().find((c) => c.startsWith("wheelhouse.session"));
  expect(session).toMatch(/HttpOnly/);
  expect(session).toMatch(/SameSite=Lax/);
  expect(session).not.toMatch(/Secure/);

  const cookie = cookiesOf(response);
  expect((await membersAs(cookie, ctx.project.slug)).status).toBe(200);
  const ended = { endedAt: new Date(), endedReason: "revoked" };
  await db().session.updateMany({ where: { personId: id }, data: ended });
  forgetActors();
  expect((await membersAs(cookie, ctx.project.slug)).status).toBe(401);
});

test("a disabled person's session ends, and they cannot sign in again", async () => {
  const { ctx, id, email } = await somebody();
  const cookie = cookiesOf(await attempt(email, PASSWORD));
  await db().person.update({ where: { id }, data: { disabledAt: new Date() } });
  forgetActors();
  expect((await membersAs(cookie, ctx.project.slug)).status).toBe(401);
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
  const from = { "x-wheelhouse-address": randomUUID() };
  const guesses = Array.from({ length: 5 }, () => attempt(email, "a guess of some length", from));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
  const refused = await attempt(email, PASSWORD, from);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await attempt(email, PASSWORD)).status).toBe(200);
});

test("a form without its token, or from another site, is refused", async () => {
  const { email } = await somebody();
  expect((await attempt(email, PASSWORD, { cookie: "" })).status).toBe(409);
  const foreign = await attempt(email, PASSWORD, { origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
});

test("signing out takes the cookie back", async () => {
  const { email } = await somebody();
  const signedIn = cookiesOf(await attempt(email, PASSWORD));
  const form = await csrf(
    new Request(`${ORIGIN}/api/auth/csrf`, { headers: { cookie: signedIn } }),
    action("csrf"),
  );
  const { csrfToken } = (await form.json()) as { csrfToken: string };
  const response = await authPost(
    new Request(`${ORIGIN}/api/auth/signout`, {
      method: "POST",
      headers: { cookie: `${signedIn}; ${cookiesOf(form)}` },
      body: JSON.stringify({ csrfToken }),
    }),
    action("signout"),
  );
  expect(response.headers.getSetCookie().join()).toMatch(/wheelhouse\.session=;/);
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
