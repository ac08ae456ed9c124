import { describe, expect, test } from "vitest";
import type { RuleInput } from "@/lib/alerts/schema";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { testCtx } from "@/lib/platform/test-ctx";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import type { EventInput } from "@/lib/telemetry/schema";
import { readSignals } from "./read";
import { ago, many, measured, metric, now, rule } from "./test-reading";

describe("a signal is read", () => {
  test("as shares of what was counted, split and filtered, and nothing measured is no value", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [
      ...many(10, (i) =>
        request({
          ts: ago(MINUTE),
          status: i < 2 ? "error" : "ok",
          cache: i < 5 ? "hit" : "miss",
          degraded: i < 1,
        }),
      ),
      ...many(4, (i) =>
        request({
          ts: ago(MINUTE),
          agent: "other",
          status: i < 1 ? "timeout" : "ok",
          environment: "staging",
        }),
      ),
      request({ ts: ago(20 * MINUTE), status: "error" }),
    ]);
    expect(await measured(ctx, { signal: { kind: "errorRate" } })).toEqual({ "": 3 / 14 });
    expect(await measured(ctx, { signal: { kind: "errorRate" }, groupBy: ["agent"] })).toEqual({
      support: 0.2,
      other: 0.25,
    });
    const staging = [{ on: "environment" as const, values: ["staging"] }];
    expect(await measured(ctx, { signal: { kind: "errorRate" }, filters: staging })).toEqual({
      staging: 0.25,
    });
    expect(await measured(ctx, { signal: { kind: "cacheHitRate" } })).toEqual({ "": 0.5 });
    expect(await measured(ctx, { signal: { kind: "cacheHitRate" }, filters: staging })).toEqual({});
    expect(
      await measured(ctx, {
        signal: { kind: "degradedShare" },
        filters: [{ on: "agent", op: "like", values: ["sup*"] }],
      }),
    ).toEqual({ "": 0.1 });
    expect(
      await measured(ctx, {
        signal: { kind: "count", of: "errors" },
        filters: [{ on: "agent", op: "isNot", values: ["other"] }],
      }),
    ).toEqual({ "": 2 });
    expect(await measured(ctx, { signal: { kind: "count", of: "calls" } })).toEqual({});
    expect(
      await measured(ctx, { signal: { kind: "count", of: "errors" }, windowMs: HOUR }),
    ).toEqual({ "": 4 });
  });

  test("as percentiles of merged histograms, by any of the ways they are kept", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [
      ...many(99, () =>
        request({ ts: ago(MINUTE), durationMs: 100, version: "1", agentType: "rag" }),
      ),
      request({
        ts: ago(MINUTE),
        durationMs: 9_000,
        version: "2",
        environment: "staging",
        steps: [{ name: "retrieval", durationMs: 800 }],
      }),
    ]);
    const p = (percentile: number) => ({ kind: "latency", percentile }) as const;
    expect((await measured(ctx, { signal: p(50) }))[""]).toBeCloseTo(100, -1);
    expect((await measured(ctx, { signal: p(99.9) }))[""]).toBeCloseTo(9_000, -2);
    expect(
      Object.keys(await measured(ctx, { signal: p(95), groupBy: ["agent", "version"] })).sort(),
    ).toEqual(["support 1", "support 2"]);
    expect(Object.keys(await measured(ctx, { signal: p(95), groupBy: ["agentType"] }))).toEqual([
      "rag",
    ]);
    const step = { kind: "latency", of: "step", step: "retrieval", percentile: 95 } as const;
    expect(await measured(ctx, { signal: step, groupBy: ["agent"] })).toEqual({ support: 800 });
    expect(await measured(ctx, { signal: { ...step, step: "ranking" } })).toEqual({});
  });

  test("as money: what has no price is not free, and a budget that nobody set is no budget", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [call({ ts: ago(MINUTE), model: "of-our-own", provider: "nobody" })]);
    expect(await measured(ctx, { signal: { kind: "cost" } })).toEqual({});
    await send(ctx, [
      call({ ts: ago(MINUTE), inputTokens: 1_000_000, outputTokens: 0 }),
      request({ ts: ago(MINUTE) }),
      request({ ts: ago(MINUTE) }),
    ]);
    const { "": usd = 0 } = await measured(ctx, { signal: { kind: "cost" } });
    expect(usd).toBeGreaterThan(0);
    expect(await measured(ctx, { signal: { kind: "costRate", per: "request" } })).toEqual({
      "": usd / 2,
    });
    const budget = { kind: "cost", over: "month", relativeTo: "budget" } as const;
    expect(await measured(ctx, { signal: budget })).toEqual({});
    const rich = { ...ctx, project: { ...ctx.project, targets: { budget: { month: usd * 4 } } } };
    expect(await measured(rich, { signal: budget })).toEqual({ "": 0.25 });
    const average = { kind: "cost", over: "day", relativeTo: "average" } as const;
    expect(await measured(ctx, { signal: average })).toEqual({});
    const days = [1, 2, 4].flatMap((day) =>
      many(3, () => call({ ts: ago(day * DAY), inputTokens: 1_000_000, outputTokens: 0 })),
    );
    await send(ctx, days);
    expect((await measured(ctx, { signal: average }))[""]).toBeCloseTo(1 / 3, 6);
  });

  test("as metrics: over the window, across series, by labels, and as counters that begin again", async () => {
    const ctx = await testCtx({ as: key });
    const a = { labels: { host: "a", zone: "x,y" } };
    const b = { labels: { host: "b" } };
    await send(ctx, [
      metric("queue", 4, { ...a, ts: ago(2 * MINUTE) }),
      metric("queue", 6, { ...a, ts: ago(MINUTE) }),
      metric("queue", 1, { ...b, ts: ago(MINUTE) }),
      metric("queue", 50, { ...b, ts: ago(30 * MINUTE) }),
      ...[
        [4, 100],
        [3, 130],
        [2, 10],
        [1, 25],
      ].map(([minutes = 0, value = 0]) =>
        metric("served", value, { ...a, ts: ago(minutes * MINUTE) }),
      ),
    ]);
    const queue = (
      aggregation: "last" | "mean" | "sum" | "max",
      across: "sum" | "mean" | "max" | "count" = "mean",
    ) => ({ kind: "metric", name: "queue", aggregation, across }) as const;
    expect(await measured(ctx, { signal: queue("last", "sum") })).toEqual({ "": 7 });
    expect(await measured(ctx, { signal: queue("mean", "max") })).toEqual({ "": 5 });
    expect(await measured(ctx, { signal: queue("sum", "count") })).toEqual({ "": 2 });
    expect(await measured(ctx, { signal: queue("max"), groupBy: ["label:host"] })).toEqual({
      a: 6,
      b: 1,
    });
    expect(
      await measured(ctx, {
        signal: queue("max"),
        filters: [{ on: "label:zone", values: ["x,y"] }],
        groupBy: ["series"],
      }),
    ).toEqual({ "production a x,y": 6 });
    const served = { kind: "metric", name: "served", across: "sum" } as const;
    expect(
      await measured(ctx, { signal: { ...served, aggregation: "increase" }, windowMs: 5 * MINUTE }),
    ).toEqual({ "": 55 });
    const share = {
      kind: "ratio",
      part: { ...queue("last", "sum"), filters: [{ on: "label:host" as const, values: ["b"] }] },
      whole: { ...queue("last", "sum") },
    } satisfies RuleInput["signal"];
    expect(await measured(ctx, { signal: share })).toEqual({ "": 1 / 7 });
    const nothing = {
      kind: "ratio",
      part: queue("last"),
      whole: { kind: "count", of: "errors" },
    } as const;
    await send(ctx, [request({ ts: ago(0) })]);
    expect(await measured(ctx, { signal: nothing })).toEqual({});
  });

  test("as opinions, gates, journeys, resources, components and silence", async () => {
    const ctx = await testCtx({ as: key });
    const own = () => ({ id: crypto.randomUUID(), ts: ago(MINUTE) });
    await send(ctx, [
      { kind: "feedback", ...own(), score: 1 },
      { kind: "feedback", ...own(), score: 0.5 },
      ...many(
        4,
        (i) => ({ kind: "evaluation", ...own(), gate: "grounded", passed: i > 0 }) as EventInput,
      ),
      ...many(
        4,
        (i) =>
          ({
            kind: "journey_step",
            ...own(),
            journey: "chat",
            step: i < 3 ? "start" : "complete",
          }) as EventInput,
      ),
      { kind: "health", ...own(), component: "cache", status: "degraded" },
      metric("memory.used_bytes", 90, { labels: { host: "a" } }),
      metric("memory.limit_bytes", 100, { labels: { host: "a" } }),
      metric("cpu/percent", 85),
    ]);
    expect(await measured(ctx, { signal: { kind: "feedback" } })).toEqual({ "": 0.75 });
    expect(await measured(ctx, { signal: { kind: "qualityPassRate" }, groupBy: ["gate"] })).toEqual(
      { grounded: 0.75 },
    );
    expect(await measured(ctx, { signal: { kind: "completionRate", journey: "chat" } })).toEqual({
      "": 1 / 3,
    });
    expect(
      await measured(ctx, { signal: { kind: "componentHealth" }, groupBy: ["component"] }),
    ).toEqual({ cache: 1 });
    expect(
      await measured(ctx, {
        signal: { kind: "resource", resource: "memory" },
        groupBy: ["series"],
      }),
    ).toEqual({ "production a": 0.9 });
    expect(
      (await measured(ctx, { signal: { kind: "resource", resource: "cpu" } }))[""],
    ).toBeCloseTo(0.85, 9);
    expect(
      await measured(ctx, { signal: { kind: "absence", of: "feedback" }, threshold: null }),
    ).toEqual({ "": 2 });
    expect(
      await measured(ctx, { signal: { kind: "absence", of: "requests" }, threshold: null }),
    ).toEqual({});
  });

  test("by one statement for all rules that look at the same", async () => {
    const ctx = await testCtx({ as: key });
    await send(
      ctx,
      many(5, (i) => request({ ts: ago(MINUTE), agent: `agent-${i}` })),
    );
    const rules = many(1_000, () => request()).map((_, i) => ({
      ...rule({
        signal: { kind: "errorRate" },
        filters: [{ on: "agent", values: [`agent-${i % 7}`] }],
      }),
      id: String(i),
    }));
    let statements = 0;
    const query = (...args: unknown[]) => {
      statements++;
      return (ctx.pool.query as (...all: unknown[]) => unknown)(...args);
    };
    const counted = { query } as unknown as typeof ctx.pool;
    const read = await readSignals(counted, ctx.project, rules, now);
    expect(statements).toBe(1);
    expect(read.size).toBe(1_000);
    expect(
      [...read.values()].filter((one) => one.kind === "measured" && one.series.length === 1),
    ).toHaveLength(715);
  });
});
