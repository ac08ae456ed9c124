/** How sessions begin and end, with real rows and the cookie a browser has. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as doors from "@/app/api/auth/[...nextauth]/route";
import { db } from "@/lib/platform/db";
import { actorOf, forgetActors } from "@/lib/platform/identity";
import { type TestBrowser, testBrowser } from "@/lib/platform/test-browser";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { createPerson } from "./commands";

const password = "long enough to be good";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function somebody() {
  const ctx = await testCtx({ as: "system" });
  const email = `${randomUUID()}@example.com`;
  return { ...(await createPerson(ctx, { email, password })), password };
}

const kindOf = async (cookie: string) => (await actorOf(new Headers({ cookie }))).kind;
const inside = (browser: TestBrowser) => kindOf(browser.cookieHeader());
const sessionsOf = (personId: string) =>
  db().session.findMany({ where: { personId }, orderBy: { createdAt: "asc" } });

test("signing out ends the session itself, not only the browser's cookie", async () => {
  const { id, email } = await somebody();
  const browser = testBrowser(doors);
  await browser.signIn({ email, password });
  const stolen = browser.cookieHeader();
  expect(await kindOf(stolen)).toBe("person");

  const response = await browser.signOut();
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie().join()).toMatch(/wheelhouse\.session=;/);
  expect(browser.jar.has("wheelhouse.session")).toBe(false);
  expect(await kindOf(stolen)).toBe("nobody");
  expect(await sessionsOf(id)).toMatchObject([
    { endedReason: "signed-out", endedAt: expect.any(Date) },
  ]);
  const entry = await db().auditEntry.findFirst({ where: { actorId: id, action: "session.end" } });
  expect(entry).toMatchObject({ after: { reason: "signed-out" } });
});

test("signing out without the form's token leaves the session", async () => {
  const { email } = await somebody();
  const browser = testBrowser(doors);
  await browser.signIn({ email, password });
  const response = await browser.send("POST", "/api/auth/signout", { csrfToken: "made up" });
  expect(response.status).toBe(409);
  expect(await inside(browser)).toBe("person");
});

test("each sign-in has a session id of its own, and ends the one that the browser had", async () => {
  const { id, email } = await somebody();
  const browser = testBrowser(doors);
  await browser.signIn({ email, password });
  const before = browser.cookieHeader();
  await browser.signIn({ email, password });
  const [first, second] = await sessionsOf(id);
  expect(first?.id).not.toBe(second?.id);
  expect(first).toMatchObject({ endedReason: "replaced" });
  expect(await kindOf(before)).toBe("nobody");
  expect(await inside(browser)).toBe("person");
});

test("a session id planted before the sign-in is worth nothing after it", async () => {
  const { id, email } = await somebody();
  const thief = await somebody();
  const planted = await sessionOf(thief.id);
  const browser = testBrowser(doors);
  const [name = "", value = ""] = planted.split("=");
  browser.jar.set(name, value);
  await browser.signIn({ email, password });
  expect(browser.cookieHeader()).not.toContain(value);
  expect(await kindOf(planted)).toBe("nobody");
  expect(await actorOf(new Headers({ cookie: browser.cookieHeader() }))).toMatchObject({ id });
});

test("a session ends when it lay unused for a day, or after a week however busy", async () => {
  const { id } = await somebody();
  const now = Date.now();
  const opened = async (createdAgo: number, seenAgo: number, left: number) => {
    const cookie = await sessionOf(id, new Date(now - createdAgo));
    const [newest] = (await sessionsOf(id)).filter(
      ({ createdAt }) => createdAt.getTime() === now - createdAgo,
    );
    await db().session.update({
      where: { id: newest?.id ?? "" },
      data: { lastSeenAt: new Date(now - seenAgo), expiresAt: new Date(now + left) },
    });
    return kindOf(cookie);
  };
  expect(await opened(2 * DAY, 23 * HOUR, DAY)).toBe("person");
  expect(await opened(3 * DAY, 25 * HOUR, DAY)).toBe("nobody");
  expect(await opened(7 * DAY, 0, -1)).toBe("nobody");
  expect(await opened(7 * DAY + 1, 0, HOUR)).toBe("person");
});

test("using a session is noted, so that it does not lie idle", async () => {
  const { id } = await somebody();
  const hourAgo = new Date(Date.now() - HOUR);
  const cookie = await sessionOf(id, hourAgo);
  expect(await kindOf(cookie)).toBe("person");
  await expect
    .poll(async () => (await sessionsOf(id))[0]?.lastSeenAt.getTime() ?? 0)
    .toBeGreaterThan(hourAgo.getTime());
});

test("a disabled person is out within five seconds, also where they are remembered", async () => {
  const { id } = await somebody();
  const cookie = await sessionOf(id);
  expect(await kindOf(cookie)).toBe("person");
  // As another replica would do it: this process is not told.
  await db().person.update({ where: { id }, data: { disabledAt: new Date() } });
  await expect.poll(() => kindOf(cookie), { timeout: 5_000, interval: 100 }).toBe("nobody");
});

test("a cookie that was changed, or sealed with another secret, is nobody's", async () => {
  const { id } = await somebody();
  const cookie = await sessionOf(id);
  forgetActors();
  const at = cookie.length - 20;
  const changed = `${cookie.slice(0, at)}${cookie[at] === "A" ? "B" : "A"}${cookie.slice(at + 1)}`;
  expect(await kindOf(changed)).toBe("nobody");
  expect(await kindOf("wheelhouse.session=not-a-token")).toBe("nobody");
});
