/** Single sign-on without allowed domains and without rules for roles: for people who are here already. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import * as doors from "@/app/api/auth/[...nextauth]/route";
import { createPerson } from "@/lib/access/commands";
import { db } from "@/lib/platform/db";
import { testBrowser } from "@/lib/platform/test-browser";
import { testCtx } from "@/lib/platform/test-ctx";
import { signInThere, testIdentityProvider } from "@/lib/platform/test-identity-provider";

const provider = await testIdentityProvider({});
afterAll(() => provider.close());

function there() {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  provider.people.set(sub, { email, email_verified: true, groups: ["owners", "admin"] });
  return { sub, email };
}

test("nobody new is made", async () => {
  const { sub, email } = there();
  const response = await signInThere(testBrowser(doors), sub);
  expect(response.headers.get("location")).toBe("/sign-in?error=unknown");
  expect(await db().person.count({ where: { email } })).toBe(0);
});

test("somebody who is here comes in, and no claim changes what they may do", async () => {
  const ctx = await testCtx({ as: "system" });
  const { sub, email } = there();
  await createPerson(ctx, { email, project: ctx.project.slug, role: "viewer" });
  const response = await signInThere(testBrowser(doors), sub);
  expect(response.headers.get("location")).toBe("/");
  const person = await db().person.findUnique({ where: { email }, include: { memberships: true } });
  expect(person).toMatchObject({ isOwner: false, memberships: [{ role: "viewer" }] });
});
