/** Buckets agree with the published hash, are even, independent between flags, and say so in golden vectors. */
import fc from "fast-check";
import { hash32 as oracle } from "murmur-hash";
import { describe, expect, test } from "vitest";
import { hash32 } from "@/lib/core/hash";
import { rngOf } from "@/lib/core/rng";
import { BUCKETS, bucketOf } from "./bucket";

describe("murmur3", () => {
  test.each([
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["hello", 0, 0x248bfa47],
    ["hello, world", 0, 0x149bbb7f],
    ["The quick brown fox jumps over the lazy dog", 0, 0x2e4ff723],
  ])("of %j with seed %i is the published one", (text, seed, hash) => {
    expect(hash32(text, seed) >>> 0).toBe(hash);
  });

  test("agrees with another implementation on any text, beyond ASCII too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(hash32(text) >>> 0).toBe(oracle(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** A hundred thousand keys take a while on a machine that is busy. */
const PATIENCE = { timeout: 60_000 };

describe("bucketOf", PATIENCE, () => {
  test.each([
    ["flag-a", "user-1", 661593472, 15403],
    ["flag-a", "user-2", 3393192079, 79003],
    ["check-rollout", "user-0", 2329121334, 54229],
    ["ключ", "пользователь", 1801258972, 41938],
    ["emoji", "😀", 3323180545, 77373],
    ["", "", 723937430, 16855],
  ])("puts %s:%s at its golden place", (salt, key, hash, bucket) => {
    expect(hash32(`${salt}:${key}`) >>> 0).toBe(hash);
    expect(bucketOf(salt, key)).toBe(bucket);
  });

  test("agrees with exact whole-number arithmetic", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const hash = BigInt(hash32(`s:${key}`) >>> 0);
        expect(bucketOf("s", key)).toBe(Number((hash * 100_000n) >> 32n));
      }),
      { numRuns: 2_000 },
    );
  });

  const rng = rngOf("buckets");
  const FAMILIES = {
    sequential: (i: number) => `user-${i}`,
    uuid: () => rng.uuid(),
    "cyrillic e-mail": (i: number) => `пользователь${i}@пример.рф`,
    numeric: (i: number) => String(i),
  };
  test.each(Object.entries(FAMILIES))("fills 100 cells evenly with %s keys", (_name, keyAt) => {
    const cells = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const cell = Math.floor(bucketOf("check-rollout", keyAt(i)) / 1_000);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chiSquare = cells.reduce((sum, n) => sum + (n - 1_000) ** 2 / 1_000, 0);
    // 99.9 % of chi-square with 99 degrees of freedom.
    expect(chiSquare).toBeLessThan(148.2);
  });

  const first = (salt: string): Set<number> => {
    const chosen = new Set<number>();
    for (let i = 0; i < 100_000; i++) if (bucketOf(salt, `user-${i}`) < BUCKETS / 10) chosen.add(i);
    return chosen;
  };

  test("two flags choose independently", () => {
    const [a, b] = [first("flag-a"), first("flag-b")];
    const both = [...a].filter((i) => b.has(i)).length;
    const expected = (a.size * b.size) / 100_000;
    const deviation = Math.sqrt(expected * (1 - a.size / 1e5) * (1 - b.size / 1e5));
    expect(Math.abs(both - expected) / deviation).toBeLessThan(3.3);
  });

  test("one salt for two flags chooses the same users: the salt is what keeps flags apart", () => {
    const [a, b] = [first(""), first("")];
    expect([...a].every((i) => b.has(i))).toBe(true);
    expect(a.size).toBe(b.size);
    const salted = first("flag-a");
    expect([...a].some((i) => !salted.has(i))).toBe(true);
  });
});
