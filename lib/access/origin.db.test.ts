/** What every door does whatever is behind it: it asks where a write comes from, and names requests in the log. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/keys/route";
import { hashSecret, traceOf } from "@/lib/platform/identity";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";

const none = { params: Promise.resolve({}) };

async function adminCookie() {
  const ctx = await testCtx();
  const id = randomUUID();
  const { project, now } = ctx;
  const memberships = { create: { projectId: project.id, role: "admin", createdAt: now } };
  const person = { id, email: `${id}@example.com`, name: "admin", createdAt: now, memberships };
  await ctx.db.person.create({ data: person });
  return { ctx, cookie: await sessionOf(id) };
}

const write = (project: string, headers: Record<string, string>) =>
  POST(
    new Request("http://wheelhouse.test/api/v1/keys", {
      method: "POST",
      headers: { host: "wheelhouse.test", ...headers },
      body: JSON.stringify({ project, name: "k", scopes: ["read"] }),
    }),
    none,
  );

test("a write with a session comes from our own pages or not at all", async () => {
  const { ctx, cookie } = await adminCookie();
  const { slug } = ctx.project;
  const from = async (origin: string | null) =>
    (await write(slug, { cookie, ...(origin !== null && { origin }) })).status;
  expect(await from("http://wheelhouse.test")).toBe(201);
  for (const origin of [
    "https://evil.example",
    "null",
    "http://wheelhouse.test.evil.example",
    "",
  ]) {
    expect(await from(origin), origin).toBe(403);
  }
  expect(await from(null), "no Origin at all").toBe(403);
});

test("a key writes from anywhere: no browser adds one by itself", async () => {
  const { ctx } = await adminCookie();
  const secret = `wh_${randomUUID()}`;
  const key = { id: randomUUID(), name: "k", prefix: secret.slice(0, 9), hash: hashSecret(secret) };
  const rest = { projectId: ctx.project.id, scopes: ["admin", "read"], createdAt: ctx.now };
  await ctx.db.apiKey.create({ data: { ...key, ...rest } });
  const headers = { authorization: `Bearer ${secret}`, origin: "https://elsewhere.example" };
  expect((await write(ctx.project.slug, headers)).status).toBe(201);
});

test("a request is named by its id and, where it has one, its trace", () => {
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  expect(traceOf({ "x-request-id": "r-1", traceparent })).toEqual({
    requestId: "r-1",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  });
  expect(traceOf({ traceparent: "not one\nat all" })).toEqual({});
});

test("the audit log names the request that wrote it", async () => {
  const { ctx, cookie } = await adminCookie();
  const origin = "http://wheelhouse.test";
  await write(ctx.project.slug, { cookie, origin, "x-request-id": "r-7" });
  const entry = await ctx.db.auditEntry.findFirst({ where: { projectId: ctx.project.id } });
  expect(entry).toMatchObject({ action: "key.create", requestId: "r-7" });
  expect(entry?.sessionId).toMatch(/^[\da-f-]{36}$/);
});
