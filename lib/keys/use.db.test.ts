/** What the gate of keys promises at the doors: who gets in, how often, and that it is counted. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { GET as listOverHttp } from "@/app/api/v1/keys/route";
import { GET as getProject } from "@/app/api/v1/project/route";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import { flushKeyUse, noteKeyUse } from "@/lib/platform/key-use";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { createApiKey } from "./commands";
import { readKeyTraffic } from "./queries";

const HOUR_MS = 3_600_000;
type Door = typeof getProject;

/** A request as our own server hands it on. */
async function ask(door: Door, { project }: ProjectCtx, secret: string, address = newAddress()) {
  const headers = { authorization: `Bearer ${secret}`, "x-wheelhouse-address": address };
  const url = `http://wheelhouse.test/api/v1/project?project=${project.slug}`;
  const answer = await door(new Request(url, { headers }), { params: Promise.resolve({}) });
  return {
    status: answer.status,
    retryAfter: answer.headers.get("retry-after"),
    body: (await answer.json()) as unknown,
  };
}

/** Nobody has tried anything from there yet. */
const newAddress = (): string =>
  `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

const make = (ctx: ProjectCtx, wish: object = {}) =>
  createApiKey(ctx, { name: "ci", scopes: ["read"], project: ctx.project.slug, ...wish });

const usedBy = async (id: string) => {
  await flushKeyUse();
  const { _sum } = await db().apiKeyHour.aggregate({
    where: { keyId: id },
    _sum: { requests: true, refused: true, failed: true },
  });
  return _sum;
};

test("unknown, expired and revoked keys answer word for word alike", async () => {
  const ctx = await testCtx();
  const past = { ...ctx, now: new Date(ctx.now.getTime() - 48 * HOUR_MS) };
  const expired = await make(past, { expiresInDays: 1 });
  const revoked = await make(ctx);
  await db().apiKey.update({ where: { id: revoked.id }, data: { revokedAt: ctx.now } });
  const secrets = ["wh_unknown", expired.secret, revoked.secret];
  const answers = await Promise.all(secrets.map((secret) => ask(getProject, ctx, secret)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
});

test("the whole secret decides: one that begins like a good one is as wrong as any", async () => {
  const ctx = await testCtx();
  const { secret, prefix } = await make(ctx);
  const twin = `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`;
  await db().apiKey.create({
    data: {
      ...{ id: randomUUID(), projectId: ctx.project.id, name: "twin", prefix, scopes: ["admin"] },
      ...{ hash: hashSecret(`${prefix}another`), createdAt: ctx.now },
    },
  });
  expect((await ask(getProject, ctx, twin)).status).toBe(401);
  expect((await ask(listOverHttp, ctx, secret)).status).toBe(403);
  expect((await ask(listOverHttp, ctx, `${prefix}another`)).status).toBe(200);
});

test("an address that tries many bad keys is told to wait, and its good keys are not", async () => {
  const [ctx, address] = [await testCtx(), newAddress()];
  const { secret } = await make(ctx);
  for (let i = 0; i < 100; i++) {
    expect((await ask(getProject, ctx, `wh_${i}`, address)).status).toBe(401);
  }
  const told = await ask(getProject, ctx, "wh_100", address);
  expect(told.status).toBe(429);
  expect(Number(told.retryAfter)).toBeGreaterThan(0);
  expect((await ask(getProject, ctx, secret, address)).status).toBe(200);
  expect((await ask(getProject, ctx, "wh_100")).status).toBe(401);
});

test("a read takes a turn of the key's rate", async () => {
  const ctx = await testCtx();
  const [slow, quick] = [await make(ctx, { requestsPerSecond: 1 }), await make(ctx)];
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => ask(getProject, ctx, slow.secret)),
  );
  const late = answers.filter(({ status }) => status === 429);
  expect(late.length).toBeGreaterThan(0);
  expect(late.map(({ retryAfter }) => retryAfter)).toEqual(late.map(() => "1"));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
  expect((await ask(getProject, ctx, quick.secret)).status).toBe(200);
});

test("answers, refusals and failures are counted for the key that asked, each once", async () => {
  const ctx = await testCtx();
  const { id, secret } = await make(ctx, { allowedAddresses: ["192.0.2.1"] });
  const from = "192.0.2.1";
  expect((await ask(getProject, ctx, secret, from)).status).toBe(200);
  expect((await ask(listOverHttp, ctx, secret, from)).status).toBe(403);
  expect((await ask(getProject, ctx, secret, "192.0.2.2")).status).toBe(403);
  noteKeyUse(id, 503, ctx.now);
  expect(await usedBy(id)).toEqual({ requests: 4, refused: 2, failed: 1 });
});

test("who still uses a key that has ended is seen in its traffic", async () => {
  const ctx = await testCtx();
  const { id, secret } = await make(ctx);
  await db().apiKey.update({ where: { id }, data: { revokedAt: ctx.now } });
  await ask(getProject, ctx, secret);
  expect(await usedBy(id)).toEqual({ requests: 1, refused: 1, failed: 0 });
});

test("what is counted is added to what was written before, by this process or another", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  noteKeyUse(id, 200, ctx.now);
  await flushKeyUse();
  noteKeyUse(id, 200, ctx.now);
  noteKeyUse(id, 404, new Date(ctx.now.getTime() + HOUR_MS));
  expect(await usedBy(id)).toEqual({ requests: 3, refused: 1, failed: 0 });
  expect(await db().apiKeyHour.count({ where: { keyId: id } })).toBe(2);
});

test("a key that is gone holds up no other key's figures", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  noteKeyUse(randomUUID(), 200, ctx.now);
  noteKeyUse(id, 200, ctx.now);
  expect((await usedBy(id)).requests).toBe(1);
});

test("what could not be written is written later", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  noteKeyUse(id, 200, ctx.now);
  await pool().query("ALTER TABLE api_key_hour RENAME TO api_key_hour_away");
  await flushKeyUse();
  noteKeyUse(id, 500, ctx.now);
  await pool().query("ALTER TABLE api_key_hour_away RENAME TO api_key_hour");
  expect(await usedBy(id)).toEqual({ requests: 2, refused: 0, failed: 1 });
});

test("the traffic of a key is read by its project only", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { id } = await make(ctx);
  noteKeyUse(id, 200, ctx.now);
  await flushKeyUse();
  const { totals } = await readKeyTraffic(ctx, { project: ctx.project.slug, id });
  expect(totals).toEqual({ requests: 1, refused: 0, failed: 0 });
  const elsewhere = readKeyTraffic(other, { project: other.project.slug, id });
  await expect(elsewhere).rejects.toMatchObject({ code: "not-found" });
});
