/** Signing in with an authenticator: the code is needed, counted, and good once. */
import { randomBytes, randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import * as doors from "@/app/api/auth/[...nextauth]/route";
import { db } from "@/lib/platform/db";
import { seal } from "@/lib/platform/seal";
import { testBrowser } from "@/lib/platform/test-browser";
import { testCtx } from "@/lib/platform/test-ctx";
import { createPerson } from "./commands";
import { newRecoveryCodes, newTotpSecret, recoveryHashOf, TOTP_PURPOSE } from "./totp";

const password = "long enough to be good";

/** Somebody whose authenticator is switched on. */
async function enrolled() {
  const ctx = await testCtx({ as: "system" });
  const email = `${randomUUID()}@example.com`;
  const { id } = await createPerson(ctx, { email, password });
  const secret = newTotpSecret(randomBytes);
  const codes = newRecoveryCodes(randomBytes);
  await db().person.update({
    where: { id },
    data: {
      totpSecret: seal(secret, TOTP_PURPOSE),
      totpEnabledAt: new Date(),
      recoveryHashes: codes.map(recoveryHashOf),
    },
  });
  const code = () => TOTP.generate({ secret: Secret.fromBase32(secret) });
  const wrong = () => String((Number(code()) + 500_000) % 1_000_000).padStart(6, "0");
  return { id, email, code, wrong, recovery: codes[0] ?? "" };
}

test("the right password alone asks for the code, and opens nothing", async () => {
  const { id, email } = await enrolled();
  const browser = testBrowser(doors);
  const response = await browser.signIn({ email, password });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: "unauthenticated", needs: "code" });
  expect(browser.jar.has("wheelhouse.session")).toBe(false);
  expect(await db().session.count({ where: { personId: id } })).toBe(0);
});

test("a wrong password does not tell that a code would be needed", async () => {
  const { email } = await enrolled();
  const response = await testBrowser(doors).signIn({ email, password: "another one, and wrong" });
  expect(await response.json()).not.toHaveProperty("needs");
});

test("with the code they are in, and the audit log says how", async () => {
  const { id, email, code } = await enrolled();
  const browser = testBrowser(doors);
  expect((await browser.signIn({ email, password, code: code() })).status).toBe(200);
  expect(browser.jar.has("wheelhouse.session")).toBe(true);
  const entry = await db().auditEntry.findFirst({ where: { actorId: id } });
  expect(entry?.after).toEqual({ method: "password", secondFactor: "totp" });
});

test("no code works twice, not even at the same moment", async () => {
  const { id, email, code } = await enrolled();
  const typed = code();
  const both = [1, 2].map(() => testBrowser(doors).signIn({ email, password, code: typed }));
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 401]);
  expect(await db().session.count({ where: { personId: id } })).toBe(1);
  const again = await testBrowser(doors).signIn({ email, password, code: typed });
  expect(await again.json()).toMatchObject({ status: 401, field: "code" });
});

test("a recovery code stands in for the authenticator, once", async () => {
  const { id, email, recovery } = await enrolled();
  const typed = recovery.toUpperCase().replaceAll("-", " ");
  const first = await testBrowser(doors).signIn({ email, password, code: typed });
  expect(first.status).toBe(200);
  const { recoveryHashes } = await db().person.findUniqueOrThrow({ where: { id } });
  expect(recoveryHashes).toHaveLength(9);
  const second = await testBrowser(doors).signIn({ email, password, code: recovery });
  expect(second.status).toBe(401);
});

test("after five wrong codes the account waits, from whatever address", async () => {
  const { email, code, wrong } = await enrolled();
  for (let n = 0; n < 5; n++) {
    const response = await testBrowser(doors).signIn({ email, password, code: wrong() });
    expect(response.status).toBe(401);
  }
  const refused = await testBrowser(doors).signIn({ email, password, code: code() });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("the right password without the code does not forgive the tries before it", async () => {
  const { email, code } = await enrolled();
  const browser = testBrowser(doors);
  for (let n = 0; n < 5; n++) await browser.signIn({ email, password });
  expect((await browser.signIn({ email, password, code: code() })).status).toBe(429);
});
