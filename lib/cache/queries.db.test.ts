/** The cache page, read from a real Postgres through real ingestion. */
import { expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { key, request, send } from "@/lib/telemetry/intake/test-events";
import { readCache } from "./queries";

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();

test("the cache's worth is hits times what each would have cost", async () => {
  const ctx = await testCtx({ as: key });
  const asked = (cache: "hit" | "miss" | "bypass", n: number, durationMs: number, more = {}) =>
    Array.from({ length: n }, () =>
      request({ ts: ago(4), cache, cacheLayer: "semantic", durationMs, ...more }),
    );
  await send(ctx, [
    ...asked("hit", 60, 100, { avoidedCostUsd: 0.012 }),
    ...asked("miss", 40, 2_100),
    ...asked("bypass", 5, 2_000),
    {
      kind: "metric",
      id: crypto.randomUUID(),
      ts: ago(4),
      name: "cache.size_bytes",
      value: 4_096,
      labels: { layer: "semantic" },
    },
  ]);
  const view = await readCache(
    { ...seenBy(ctx, "viewer"), now: new Date() },
    { project: ctx.project.slug, range: "1h" },
  );
  expect(view.arithmetic).toMatchObject({
    hits: 60,
    avoidedPerHit: 0.012,
    avoidedExact: "$0.72",
    savedMs: 60 * 2_000,
    savedMsPerHit: 2_000,
  });
  expect(view.layers).toMatchObject([
    { name: "semantic", lookups: 100, hits: 60, bypassed: 5, hitRate: 0.6 },
  ]);
  expect(view.agents).toMatchObject([{ name: "support", avoidedExact: "$0.72" }]);
  expect(view.size).toMatchObject({ bytes: 4_096, entries: null });
  expect(view.tiles[0]?.value).toBe(0.6);
});
