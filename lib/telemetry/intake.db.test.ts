import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { testCtx } from "@/lib/platform/test-ctx";
import { call, key, lastDay, request, send, storedIn, totals } from "./intake/test-events";
import { readErrorGroups } from "./store/error-groups";
import { readPulse } from "./store/pulse";
import { readSketches } from "./store/sketches";
import { readTallies } from "./store/tallies";

describe("what is sent is stored, counted and priced", () => {
  test("a document, a list and lines, plain or gzipped", async () => {
    const ctx = await testCtx({ as: key });
    expect(await send(ctx, { events: [request()] })).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [],
      unpriced: 0,
    });
    await send(ctx, [request(), call()]);
    const lines = `${JSON.stringify(request())}\n\n${JSON.stringify(call())}\n`;
    await send(ctx, lines, { contentType: "application/x-ndjson; charset=utf-8" });
    await send(ctx, gzipSync(JSON.stringify([request()])), { contentEncoding: "gzip" });
    expect(await storedIn(ctx)).toBe(6);
    expect(await totals(ctx)).toMatchObject({
      requests: 4,
      calls: 2,
      inputTokens: 2_000,
      outputTokens: 1_000,
      // 1,000 in at $0.15 and 500 out at $0.60 a million, twice
      costPicos: 900_000_000n,
    });
  });

  test("a call without a price is stored and said to be unpriced, and a client's 0 is no price", async () => {
    const ctx = await testCtx({ as: key });
    const receipt = await send(ctx, [
      call({ provider: "nobody", model: "mystery-1", costUsd: 0 }),
      call(),
    ]);
    expect(receipt).toMatchObject({ accepted: 2, unpriced: 1 });
    expect(await totals(ctx)).toMatchObject({ unpricedCalls: 1, unpricedTokens: 1_500 });
    const { rows } = await ctx.pool.query(
      "SELECT cost_picos, client_cost_picos FROM event WHERE project_id = $1 AND cost_picos IS NULL",
      [ctx.project.id],
    );
    expect(rows).toEqual([{ cost_picos: null, client_cost_picos: null }]);
  });

  test("every kind of event reaches the place where its page looks", async () => {
    const ctx = await testCtx({ as: key });
    const at = { id: randomUUID(), ts: Date.now() };
    const one = (event: object) => ({ ...at, id: randomUUID(), agent: "support", ...event });
    const receipt = await send(ctx, [
      request({
        user: "ann",
        status: "error",
        error: { type: "Timeout", message: "after 31 s" },
        statusCode: 504,
      }),
      request({ user: "bob", cache: "hit", cacheLayer: "semantic", avoidedCostUsd: 0.25 }),
      one({ kind: "metric", name: "cpu", value: 0.5, labels: { host: "b", az: "1" } }),
      one({ kind: "feedback", score: 1, user: "ann" }),
      one({ kind: "evaluation", gate: "grounded", passed: false, score: 0.2 }),
      one({ kind: "journey_step", journey: "order", step: "start" }),
      one({ kind: "deployment", version: "2.0", author: "ann", url: "https://example.com/1" }),
      one({ kind: "health", component: "vector", status: "degraded", latencyMs: 30 }),
      one({ kind: "outcome", type: "ticket", value: 12, unit: "minutes_saved" }),
      one({ kind: "log", level: "warn", message: "tab\there \\ and 'quotes'\nand a line" }),
    ]);
    expect(receipt).toMatchObject({ accepted: 10, rejected: [] });
    const ask = { projectId: ctx.project.id, span: lastDay(), tier: "1m" } as const;
    const { pool } = ctx;

    const [metric] = await readSketches(pool, { ...ask, subject: "metric", dim: "name" });
    expect(metric).toMatchObject({ key: "cpu\u001faz=1,host=b", last: 0.5 });
    const tally = async (kind: "outcome" | "outcome_unit" | "cache" | "error" | "status") =>
      (await readTallies(pool, { ...ask, kind, by: ["name", "label"] })).map(
        ({ key: { name, label }, n, sum }) => [name, label, n, sum],
      );
    expect(await tally("outcome")).toEqual([["ticket", "succeeded", 1, 12]]);
    expect(await tally("outcome_unit")).toEqual([["ticket", "minutes_saved", 1, 12]]);
    expect(await tally("cache")).toEqual([["semantic", "hit", 1, 100]]);
    expect(await tally("status")).toEqual([["504", "", 1, 0]]);
    const [group] = await readErrorGroups(pool, { ...ask, limit: 5 });
    expect(group).toMatchObject({
      errorType: "Timeout",
      title: "after 31 s",
      inSpan: 1,
      agent: "support",
    });
    expect(await totals(ctx)).toMatchObject({
      errors: 1,
      cacheHits: 1,
      avoidedPicos: 250_000_000_000n,
    });
    expect(await readPulse(pool, ctx.project.id)).toHaveLength(9);
    const { rows } = await pool.query(
      `SELECT message FROM event WHERE project_id = $1 AND kind = 10`,
      [ctx.project.id],
    );
    expect(rows[0].message).toBe("tab\there \\ and 'quotes'\nand a line");
  });
});

describe("the same event twice is one event", () => {
  test("within a batch, and between batches that overlap by half", async () => {
    const ctx = await testCtx({ as: key });
    const all = Array.from({ length: 30 }, () => call());
    const [twice] = all;
    expect(await send(ctx, [...all.slice(0, 20), twice])).toMatchObject({
      accepted: 20,
      duplicates: 1,
    });
    expect(await send(ctx, all.slice(10))).toMatchObject({ accepted: 10, duplicates: 10 });
    expect(await storedIn(ctx)).toBe(30);
    expect(await totals(ctx)).toMatchObject({ calls: 30, inputTokens: 30_000 });
  });

  test("in ten overlapping submissions at once", async () => {
    const ctx = await testCtx({ as: key });
    const all = Array.from({ length: 40 }, () => request());
    const batches = Array.from({ length: 10 }, (_, i) => [...all.slice(i * 2), ...all.slice(0, i)]);
    const receipts = await Promise.all(batches.map((batch) => send(ctx, batch)));
    expect(receipts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(40);
    expect(await storedIn(ctx)).toBe(40);
    expect(await totals(ctx)).toMatchObject({ requests: 40 });
  });

  test("with an idempotency key the answer is the same too, ten times at once", async () => {
    const ctx = await testCtx({ as: key });
    const body = [request(), request(), { kind: "nonsense" }];
    const again = () => send(ctx, body, { idempotencyKey: "once" });
    const answers = await Promise.all(Array.from({ length: 10 }, again));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ accepted: 2, duplicates: 0, rejected: [{ index: 2 }] });
    expect(await storedIn(ctx)).toBe(2);
    await expect(send(ctx, [request()], { idempotencyKey: "once" })).rejects.toThrow(
      "another body",
    );
    expect(await storedIn(ctx)).toBe(2);
  });

  test("a key whose batch met duplicates remembers the corrected answer", async () => {
    const ctx = await testCtx({ as: key });
    const events = [request(), request()];
    await send(ctx, events.slice(0, 1));
    const first = await send(ctx, events, { idempotencyKey: "k" });
    expect(first).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await send(ctx, events, { idempotencyKey: "k" })).toEqual(first);
  });
});
