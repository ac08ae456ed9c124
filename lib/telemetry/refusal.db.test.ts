import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { DAY } from "@/lib/core/time";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { ingestEvents } from "./commands";
import { key, request, send } from "./intake/test-events";
import { readCounters } from "./store/counters";
import { readPulse } from "./store/pulse";

describe("a bad event is refused alone", () => {
  test("with its index, id, code, field and reason, and kept in quarantine", async () => {
    const ctx = await testCtx({ as: key });
    const good = Array.from({ length: 20 }, () => request());
    const bad = { ...request(), durationMs: "fast" };
    const receipt = await send(ctx, [...good.slice(0, 7), bad, ...good.slice(7)]);
    expect(receipt).toMatchObject({
      accepted: 20,
      rejected: [{ index: 7, id: bad.id, code: "invalid", field: "durationMs" }],
    });
    const { rows } = await ctx.pool.query(
      "SELECT event_id, code, field, body FROM quarantined_event WHERE project_id = $1",
      [ctx.project.id],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0].body)).toEqual(JSON.parse(JSON.stringify(bad)));
  });

  test.each([
    ["a year ahead", Date.now() + 365 * DAY, "too-far-ahead"],
    ["1970", 0, "too-old"],
    ["eight days ago", Date.now() - 8 * DAY, "too-old"],
    ["the year 9999", "9999-12-31T23:59:59Z", "too-far-ahead"],
    ["no number", "NaN", "invalid"],
  ])("from %s", async (_, ts, code) => {
    const ctx = await testCtx({ as: key });
    const receipt = await send(ctx, [{ ...request(), ts }, request()]);
    expect(receipt).toMatchObject({ accepted: 1, rejected: [{ index: 0, code, field: "ts" }] });
  });

  test("from another environment than the key's own; one that names none takes the key's", async () => {
    const ctx = await testCtx({ as: key });
    if (ctx.actor.kind !== "key") throw new Error("asked for a key");
    const bound = { ...ctx, actor: { ...ctx.actor, environment: "staging" } };
    const receipt = await send(bound, [request(), request({ environment: "production" })]);
    expect(receipt).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, code: "environment-not-allowed", field: "environment" }],
    });
    const [pulse] = await readPulse(ctx.pool, ctx.project.id);
    expect(pulse).toMatchObject({ environment: "staging" });
  });

  test("hostile text is made harmless or refused, and the neighbours are stored", async () => {
    const ctx = await testCtx({ as: key });
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const log = (fields: string) =>
      `{"kind":"log","id":"${randomUUID()}","ts":${Date.now()},"message":"m"${fields}}`;
    const events = [
      log(',"message":"nul \\u0000 half \\ud83d pair \\ud83d\\ude00 slash \\\\u0000"'),
      log(',"attributes":{"__proto__":"polluted","constructor":"x"}'),
      log(`,"attributes":${deep}`),
      log(`,"message":"${"x".repeat(1_000_000)}"`),
      log(',"__proto__":{"admin":true}'),
      log(',"attributes":{"k\\u0000":"v\\udfff"}'),
    ];
    const receipt = await send(ctx, `[${events.join(",")}]`);
    expect(receipt.accepted).toBe(4);
    expect(receipt.rejected.map(({ index }) => index)).toEqual([2, 3]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    const { rows } = await ctx.pool.query(
      "SELECT message FROM event WHERE project_id = $1 AND message LIKE 'nul%'",
      [ctx.project.id],
    );
    expect(rows[0].message).toBe("nul  half \ufffd pair 😀 slash \\u0000");
  });
});

describe("a delivery that cannot be read is refused whole", () => {
  test.each([
    ["broken JSON", "{", {}, "invalid"],
    ["no list", '{"event":1}', {}, "invalid"],
    ["another type", "[]", { contentType: "text/csv" }, "unsupported-type"],
    ["another encoding", "[]", { contentEncoding: "br" }, "unsupported-type"],
    ["broken gzip", "[]", { contentEncoding: "gzip" }, "invalid"],
    ["too many", JSON.stringify(Array(10_001).fill(0)), {}, "too-large"],
    ["nothing but a key", "[]", { idempotencyKey: "" }, "invalid"],
  ])("%s", async (_, body, more, code) => {
    const ctx = await testCtx({ as: key });
    await expect(send(ctx, body, more)).rejects.toMatchObject({ code });
  });

  test("a gzip bomb, without unfolding it", async () => {
    const ctx = await testCtx({ as: key });
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    const before = process.memoryUsage().rss;
    await expect(send(ctx, bomb, { contentEncoding: "gzip" })).rejects.toMatchObject({
      code: "too-large",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  test("only a key with the scope may send, and only so fast", async () => {
    const ctx = await testCtx({ as: key });
    await expect(ingestEvents.admit(seenBy(ctx, "admin"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(ingestEvents.admit(seenBy(ctx, { scopes: ["read"] }))).rejects.toMatchObject({
      code: "forbidden",
    });
    if (ctx.actor.kind !== "key") throw new Error("asked for a key");
    const slow = { ...ctx, actor: { ...ctx.actor, requestsPerSecond: 1 } };
    const tries = Array.from({ length: 20 }, () => ingestEvents.admit(slow).catch((e) => e.code));
    expect(await Promise.all(tries)).toContain("rate-limited");
  });
});

describe("time", () => {
  test("an event six days late lands in its own bucket, its partition made on demand", async () => {
    const ctx = await testCtx({ as: key });
    const late = Date.now() - 6 * DAY;
    const name = `event_${new Date(late).toISOString().slice(0, 10).replaceAll("-", "")}`;
    await ctx.pool.query(`DROP TABLE IF EXISTS ${name}`);
    expect(await send(ctx, [request({ ts: late }), request()])).toMatchObject({ accepted: 2 });
    const rows = await readCounters(ctx.pool, {
      projectId: ctx.project.id,
      span: { from: new Date(late - DAY), to: new Date() },
      tier: "1m",
      stepMs: 60_000,
    });
    expect(rows[0]?.at?.getTime()).toBe(Math.floor(late / 60_000) * 60_000);
  });

  test("a key that may import writes back to the retention limit and no further", async () => {
    const ctx = await testCtx({ as: { scopes: ["ingest", "import"] } });
    const receipt = await send(ctx, [
      request({ ts: Date.now() - 20 * DAY }),
      request({ ts: Date.now() - 31 * DAY }),
    ]);
    expect(receipt).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: "too-old" }] });
  });
});
