/** What writes about keys, people and projects promise, and the audit log that keeps them. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { GET as getProject } from "@/app/api/v1/project/route";
import { listAudit } from "@/lib/audit/queries";
import { createApiKey, revokeApiKey } from "@/lib/keys/commands";
import { listKeys } from "@/lib/keys/queries";
import { setRole } from "@/lib/members/commands";
import { listMembers } from "@/lib/members/queries";
import { db } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createPerson, createProject } from "./commands";

const READ = { name: "reader", scopes: ["read"] as const satisfies string[] };

const ask = (secret: string, project: string) =>
  getProject(
    new Request(`http://wheelhouse.test/api/v1/project?project=${project}`, {
      headers: { authorization: `Bearer ${secret}` },
    }),
    { params: Promise.resolve({}) },
  );

test("a key's secret is told once, and only its hash is kept", async () => {
  const ctx = await testCtx();
  const { project } = ctx;
  const { secret, prefix } = await createApiKey(ctx, { ...READ, project: project.slug });
  expect(secret).toMatch(/^wh_[\w-]{43}$/);
  expect(secret.startsWith(prefix)).toBe(true);
  const everything = JSON.stringify([
    await db().apiKey.findMany({ where: { projectId: project.id } }),
    await db().auditEntry.findMany({ where: { projectId: project.id } }),
    await listKeys(ctx, { project: project.slug }),
  ]);
  expect(everything).not.toContain(secret);
  expect(everything).toContain(prefix);
});

test("a key opens its own project and no other, and its use is noted", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { secret } = await createApiKey(ctx, { ...READ, project: ctx.project.slug });
  expect((await ask(secret, ctx.project.slug)).status).toBe(200);
  expect((await ask(secret, other.project.slug)).status).toBe(404);
  await expect
    .poll(async () => (await listKeys(ctx, { project: ctx.project.slug }))[0]?.lastUsedAt)
    .not.toBeNull();
});

test("a revoked key is refused within a second, also where it is remembered", async () => {
  const ctx = await testCtx();
  const { project } = ctx;
  const { id, secret } = await createApiKey(ctx, { ...READ, project: project.slug });
  expect((await ask(secret, project.slug)).status).toBe(200);
  // As another replica would do it: this process is not told.
  await db().apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
  await sleep(1_000);
  expect((await ask(secret, project.slug)).status).toBe(401);
});

test("revoking here takes effect at once, and twice is once", async () => {
  const ctx = await testCtx();
  const { project } = ctx;
  const { id, secret } = await createApiKey(ctx, { ...READ, project: project.slug });
  expect((await ask(secret, project.slug)).status).toBe(200);
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 1) };
  await revokeApiKey(later, { project: project.slug, id, reason: "leaked" });
  expect((await ask(secret, project.slug)).status).toBe(401);
  await revokeApiKey(ctx, { project: project.slug, id });
  const { entries } = await listAudit(ctx, { project: project.slug });
  expect(entries.map(({ action }) => action)).toEqual(["key.revoke", "key.create"]);
  expect(entries[0]).toMatchObject({ reason: "leaked", actorName: "admin" });
});

test("an expired key is refused", async () => {
  const ctx = await testCtx({ now: new Date(Date.now() - 2 * 86_400_000) });
  const { secret } = await createApiKey(ctx, {
    ...READ,
    project: ctx.project.slug,
    expiresInDays: 1,
  });
  expect((await ask(secret, ctx.project.slug)).status).toBe(401);
});

test.each(["viewer", "operator"] as const)("keys refuse a %s", async (role) => {
  const ctx = seenBy(await testCtx(), role);
  const key = { ...READ, project: ctx.project.slug };
  await expect(createApiKey(ctx, key)).rejects.toMatchObject({ code: "forbidden" });
  await expect(listKeys(ctx, { project: ctx.project.slug })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("another project's key is not found", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { id } = await createApiKey(other, { ...READ, project: other.project.slug });
  const revocation = revokeApiKey(ctx, { project: ctx.project.slug, id });
  await expect(revocation).rejects.toMatchObject({ code: "not-found" });
});

test("a key cannot make a mightier one", async () => {
  const ctx = await testCtx();
  const asKey = seenBy(ctx, { scopes: ["admin"] });
  const wanted = { name: "more", project: ctx.project.slug };
  await expect(createApiKey(asKey, { ...wanted, scopes: ["import"] })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createApiKey(asKey, { ...wanted, scopes: ["admin"] })).resolves.toBeTruthy();
});

test("fields that nobody offered are refused", async () => {
  const ctx = await testCtx();
  const smuggled = { ...READ, project: ctx.project.slug, projectId: 1 } as never;
  await expect(createApiKey(ctx, smuggled)).rejects.toMatchObject({ code: "invalid" });
});

test("a role is given, changed and taken, and the next request obeys", async () => {
  const ctx = await testCtx();
  const email = `${randomUUID()}@example.com`;
  await createPerson(seenBy(ctx, "owner"), { email });
  const give = (role: "viewer" | "operator" | null) =>
    setRole(ctx, { project: ctx.project.slug, email, role });
  await give("viewer");
  await give("operator");
  const members = await listMembers(ctx, { project: ctx.project.slug });
  expect(members).toContainEqual(expect.objectContaining({ email, role: "operator" }));
  await give(null);
  const after = await listMembers(ctx, { project: ctx.project.slug });
  expect(after.map((member) => member.email)).not.toContain(email);
});

test("a project gets its slug from its name, and a taken one is a conflict", async () => {
  const ctx = seenBy(await testCtx(), "owner");
  const name = `Café ${randomUUID().slice(0, 8)}`;
  const { slug } = await createProject(ctx, { name });
  expect(slug).toBe(name.toLowerCase().replace("é", "e").replace(" ", "-"));
  await expect(createProject(ctx, { name })).rejects.toMatchObject({ code: "conflict" });
  await expect(createProject(ctx, { name: "日本" })).rejects.toMatchObject({ code: "invalid" });
});

test.each([
  "UPDATE audit_entry SET actor_name = 'somebody else'",
  "DELETE FROM audit_entry",
  "TRUNCATE audit_entry",
])("the database refuses: %s", async (statement) => {
  const ctx = await testCtx();
  await createApiKey(ctx, { ...READ, project: ctx.project.slug });
  await expect(ctx.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  forgetActors();
});
