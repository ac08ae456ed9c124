/** The agents pages, read from a real Postgres through real ingestion. */
import { describe, expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import { readAgent, readAgents } from "./queries";

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
const viewer = (ctx: ProjectCtx) => ({ ...seenBy(ctx, "viewer"), now: new Date() });

const versioned = (version: string, durationMs: number, failures: number) =>
  Array.from({ length: 100 }, (_, i) =>
    request({
      ts: ago(6),
      agentType: "rag",
      version,
      durationMs,
      steps: [{ name: "retrieval", durationMs: durationMs / 2 }],
      ...(i < failures && { status: "error", error: { type: "Timeout" } }),
    }),
  );

describe("agents", () => {
  test("stand side by side, with untyped calls counted to their agent's type", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [
      ...versioned("1", 400, 0),
      request({ ts: ago(4), agent: "faq", agentType: "cag" }),
      call(),
    ]);
    const view = await readAgents(viewer(ctx), { project: ctx.project.slug, range: "1h" });
    expect(view.agents).toMatchObject([
      {
        name: "support",
        type: "rag",
        requests: 100,
        calls: 1,
        inputTokens: 1_000,
        outputTokens: 500,
      },
      { name: "faq", type: "cag", requests: 1, cost: 0 },
    ]);
    expect(view.types.map(({ name, requests, calls }) => [name, requests, calls])).toEqual([
      ["rag", 100, 1],
      ["cag", 1, 0],
    ]);
    expect(view.latency.lines.map(({ key: name }) => name)).toEqual(["faq", "support"]);
  });

  test("in depth: versions with a verdict, models, steps, heat", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [
      ...versioned("1", 2_000, 20),
      ...versioned("1", 2_000, 20),
      ...versioned("2", 400, 0),
      call(),
      call({ provider: "nobody", model: "mystery-1" }),
      request({ ts: ago(3), agent: "other", steps: [{ name: "retrieval", durationMs: 9 }] }),
    ]);
    const ask = { project: ctx.project.slug, agent: "support", range: "1h" } as const;
    const view = await readAgent(viewer(ctx), ask);
    expect(view).toMatchObject({ seen: "now", type: "rag", unpricedNote: "1 call unpriced" });
    expect(view.versions).toMatchObject([
      { name: "1", requests: 200, errorRate: 0.2, verdict: null },
      { name: "2", requests: 100, errorRate: 0, verdict: { tone: "better" } },
    ]);
    expect(view.models.map(({ model, cost }) => [model, cost])).toEqual([
      ["gpt-4o-mini", 0.00045],
      ["mystery-1", null],
    ]);
    expect(view.steps).toMatchObject([{ name: "retrieval", n: 300, target: { aim: 500 } }]);
    const counted = view.heat.columns.flatMap(({ counts }) => counts).reduce((a, b) => a + b, 0);
    expect(counted).toBe(300);
  });

  test("that never reported are told from those that were only quiet", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [request({ ts: ago(200) })]);
    const ask = { project: ctx.project.slug, range: "1h" } as const;
    const quiet = await readAgent(viewer(ctx), { ...ask, agent: "support" });
    expect(quiet.seen).toBe("earlier");
    expect((await readAgent(viewer(ctx), { ...ask, agent: "nobody" })).seen).toBe("never");
  });
});
