/** Hit rates, cost avoided and latency saved, from sums that anybody can check. */
import { describe, expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import { frameOf } from "@/lib/core/time";
import { timelineOf } from "@/lib/overview/timeline";
import { NO_VOLUME } from "@/lib/overview/volume";
import { cacheRow, cacheRows, type Outcome, savedOf } from "./outcomes";
import { arithmeticOf } from "./prepare";
import { sizeOf } from "./size";

const outcome = (agent: string, label: string, n: number, sum: number): Outcome => ({
  at: null,
  key: { agent, name: "", label },
  n,
  sum,
});

describe("a cache row", () => {
  test("takes rates from sums and leaves bypassed requests out of the lookups", () => {
    const row = cacheRow("faq", [
      outcome("faq", "hit", 60, 6_000),
      outcome("faq", "miss", 40, 80_000),
      outcome("faq", "bypass", 7, 9_000),
    ]);
    expect(row).toEqual({
      name: "faq",
      lookups: 100,
      hits: 60,
      bypassed: 7,
      hitRate: 0.6,
      hitMs: 100,
      missMs: 2_000,
      savedMs: 60 * 1_900,
    });
  });

  test("knows no saving without both hits and misses", () => {
    expect(cacheRow("faq", [outcome("faq", "hit", 3, 90)])).toMatchObject({
      hitRate: 1,
      savedMs: null,
    });
    expect(cacheRow("faq", [])).toMatchObject({ hitRate: null, savedMs: null });
  });

  test("of a slow and a fast agent together saves what each saves, not the difference between them", () => {
    const outcomes = [
      outcome("fast", "hit", 90, 90 * 100),
      outcome("fast", "miss", 10, 10 * 200),
      outcome("slow", "hit", 10, 10 * 5_000),
      outcome("slow", "miss", 90, 90 * 6_000),
    ];
    const rows = cacheRows(outcomes, ({ key }) => key.agent);
    expect(savedOf(rows)).toBe(90 * 100 + 10 * 1_000);
  });
});

describe("cost avoided", () => {
  const volume = {
    ...NO_VOLUME,
    requests: 100,
    cacheLookups: 100,
    cacheHits: 60,
    calls: 40,
    avoidedPicos: picosOf("0.72"),
    costPicos: picosOf("0.48"),
  };

  test("is hits times what each would have cost", () => {
    const terms = arithmeticOf(volume, 6_000);
    expect(terms).toMatchObject({
      hits: 60,
      avoidedPerHit: 0.012,
      avoided: 0.72,
      avoidedExact: "$0.72",
      costPerMiss: 0.012,
      avoidedShare: 0.6,
      savedMsPerHit: 100,
      unpricedNote: null,
    });
    expect(terms.hits * (terms.avoidedPerHit ?? 0)).toBeCloseTo(terms.avoided, 9);
  });

  test("has no share of a bill that is not known", () => {
    const terms = arithmeticOf({ ...volume, unpricedCalls: 40, costPicos: 0n }, null);
    expect(terms).toMatchObject({
      cost: null,
      costPerMiss: null,
      avoidedShare: null,
      unpricedNote: "40 calls unpriced",
    });
  });
});

describe("the size", () => {
  const now = new Date("2026-03-10T12:00:30Z");
  const timeline = timelineOf(frameOf({ range: "15m" }, now), null, now);
  const gauge = (key: string, minute: number, last: number) => {
    const at = new Date(`2026-03-10T11:${minute}:00Z`);
    return { at, key, last, lastAt: at };
  };

  test("adds the newest of every label set", () => {
    const bytes = [
      gauge("cache.size_bytes\u001flayer=exact", 55, 100),
      gauge("cache.size_bytes\u001flayer=exact", 56, 120),
      gauge("cache.size_bytes\u001flayer=semantic", 56, 900),
    ];
    const size = sizeOf(timeline, { bytes, entries: [] });
    expect(size).toMatchObject({ bytes: 1_020, entries: null, at: "2026-03-10T11:56:00.000Z" });
    expect(size?.bytesOver.map(({ label }) => label)).toEqual(["layer=exact", "layer=semantic"]);
  });

  test("is unknown when the cache reports none", () => {
    expect(sizeOf(timeline, { bytes: [], entries: [] })).toBeNull();
  });
});
