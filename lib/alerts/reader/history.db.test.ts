import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { testCtx } from "@/lib/platform/test-ctx";
import { key, request, send } from "@/lib/telemetry/intake/test-events";
import { readHistory } from "./history";
import { type Asked, many, measured, now, rule } from "./test-reading";

describe("the past is read", () => {
  test("as an evaluation at each step would have read it", async () => {
    const ctx = await testCtx({ as: key });
    const to = new Date(Math.floor(now.getTime() / (5 * MINUTE)) * 5 * MINUTE);
    const at = (minutes: number) => new Date(to.getTime() - minutes * MINUTE).toISOString();
    await send(
      ctx,
      many(240, (i) =>
        request({ ts: at(i + 1), status: i % 3 === 0 ? "error" : "ok", durationMs: 100 + i * 10 }),
      ),
    );
    const asked: Asked[] = [
      { signal: { kind: "errorRate" }, windowMs: 10 * MINUTE },
      { signal: { kind: "count", of: "errors" }, windowMs: 30 * MINUTE },
      { signal: { kind: "latency", percentile: 90 }, windowMs: 15 * MINUTE, groupBy: ["agent"] },
    ];
    for (const one of asked) {
      const history = await readHistory(
        ctx.pool,
        ctx.project,
        rule(one),
        new Date(to.getTime() - 2 * HOUR),
        to,
      );
      expect(history.steps).toBe(24);
      const [series] = history.series;
      for (const step of [0, 7, 23]) {
        const then = new Date(history.from + step * history.stepMs);
        expect(series?.values[step]).toBe(Object.values(await measured(ctx, one, then))[0]);
      }
    }
  });

  test("hour by hour where the fine rollups are gone, and as a gap where there was nothing", async () => {
    const ctx = await testCtx({ as: { scopes: ["ingest", "import"] } });
    const old = new Date(Math.floor((now.getTime() - 20 * DAY) / HOUR) * HOUR);
    await send(
      ctx,
      many(60, (i) =>
        request({
          ts: new Date(old.getTime() + i * MINUTE).toISOString(),
          status: i < 30 ? "error" : "ok",
        }),
      ),
    );
    const errors = rule({ signal: { kind: "count", of: "errors" } });
    const to = new Date(Math.floor(now.getTime() / (5 * MINUTE)) * 5 * MINUTE);
    const { series } = await readHistory(
      ctx.pool,
      ctx.project,
      errors,
      new Date(to.getTime() - 30 * DAY),
      to,
    );
    const values = series[0]?.values.filter((value) => value !== null) ?? [];
    expect(values).toHaveLength(12);
    expect(values.every((value) => value === 30 / 12)).toBe(true);
  });
});
