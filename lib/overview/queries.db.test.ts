/** The overview, read from a real Postgres through real ingestion. */
import { describe, expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import { readOverview } from "./queries";
import type { OverviewView, TileView } from "./schema";

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
const viewer = (ctx: ProjectCtx) => ({ ...seenBy(ctx, "viewer"), now: new Date() });

function tile({ tiles }: OverviewView, name: string): TileView {
  const found = tiles.find((one) => one.key === name);
  if (!found) throw new Error(`There is no tile ${name}`);
  return found;
}

describe("the overview", () => {
  test("counts once, divides sums, merges sketches and prices exactly", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [
      ...Array.from({ length: 95 }, (_, i) =>
        request({ ts: ago(5), durationMs: 100, user: `u${i % 7}`, cache: i < 60 ? "hit" : "miss" }),
      ),
      ...Array.from({ length: 5 }, () =>
        request({
          ts: ago(3),
          agent: "planner",
          durationMs: 9_000,
          status: "error",
          error: { type: "Timeout", message: "too slow" },
        }),
      ),
      call({ ts: Date.now() - MINUTE }),
      call({ ts: Date.now() - MINUTE, provider: "nobody", model: "mystery-1" }),
      { ...request({ ts: ago(90) }), durationMs: 50 },
    ]);
    const view = await readOverview(viewer(ctx), { project: ctx.project.slug, range: "1h" });

    expect(view.hasEvents).toBe(true);
    expect(tile(view, "requests").exact).toBe("100 requests");
    expect(tile(view, "error-rate").value).toBe(0.05);
    expect(tile(view, "cache-hit-rate").value).toBeCloseTo(60 / 95, 9);
    expect(tile(view, "p50").value).toBeCloseTo(100, -1);
    expect(Math.abs((tile(view, "p99").value ?? 0) / 9_000 - 1)).toBeLessThan(0.011);
    expect(tile(view, "active-users").value).toBe(7);
    // 1,000 in at $0.15 and 500 out at $0.60 a million; the other call has no price and is said to.
    expect(view.spent).toBe("$0.00045");
    expect(view.unpricedNote).toBe("1 call unpriced");
    expect(view.agents.map(({ name, requests }) => [name, requests])).toEqual([
      ["support", 95],
      ["planner", 5],
    ]);
    expect(view.errors).toMatchObject([{ errorType: "Timeout", agent: "planner", n: 5 }]);
    expect(view.fires.map((fire) => fire.key.split(":")[0])).toEqual(["error", "unpriced"]);
    expect(tile(view, "p95").delta?.words).toContain("the 1 h before");
  });

  test("leaves gaps where nothing is known and zeros where nothing happened", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [request({ ts: ago(20) }), request({ ts: ago(10) })]);
    const view = await readOverview(viewer(ctx), { project: ctx.project.slug, range: "1h" });
    const values = view.charts.requests.lines[0]?.values ?? [];
    const at = (minutes: number, axis = view.axis): number =>
      Math.floor((Date.now() - minutes * MINUTE - Date.parse(axis.from)) / axis.stepMs);
    expect(values[at(40)]).toBeNull();
    expect(values[at(15)]).toBe(0);
    expect(values[at(10)]).toBeGreaterThan(0);
    expect(values[at(4)]).toBeNull();
    const p95 = view.charts.latency.lines.find((line) => line.key === "p95")?.values ?? [];
    const { axis } = view.charts.latency;
    expect(p95[at(15, axis)]).toBeNull();
    expect(p95[at(10, axis)]).toBeCloseTo(100, 0);
  });

  test("draws the period before under the present one when asked", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, [request({ ts: ago(10) }), request({ ts: ago(75) })]);
    const ask = { project: ctx.project.slug, range: "1h" } as const;
    const plain = await readOverview(viewer(ctx), ask);
    expect(plain.charts.requests.previous).toBeNull();
    const compared = await readOverview(viewer(ctx), { ...ask, compare: "1" });
    const [before] = compared.charts.requests.previous ?? [];
    expect(before?.values).toHaveLength(compared.axis.count);
    expect(before?.values.some((value) => (value ?? 0) > 0)).toBe(true);
  });

  test("of one environment leaves the others out, and of a project without events teaches", async () => {
    const ctx = await testCtx({ as: key });
    const empty = await readOverview(viewer(ctx), { project: ctx.project.slug });
    expect(empty.hasEvents).toBe(false);
    expect(empty.tiles.every(({ value }) => value === null || value === 0)).toBe(true);
    await send(ctx, [request({ ts: ago(2), environment: "staging" }), request({ ts: ago(2) })]);
    const staging = await readOverview(viewer(ctx), { project: ctx.project.slug, env: "staging" });
    expect(tile(staging, "requests").exact).toBe("1 request");
  });

  test("is for members only", async () => {
    const ctx = await testCtx();
    const ask = { project: ctx.project.slug };
    await expect(readOverview(seenBy(ctx, "stranger"), ask)).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(readOverview(seenBy(ctx, "nobody"), ask)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
