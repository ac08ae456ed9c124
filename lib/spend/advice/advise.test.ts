/** Advice is said only where it is worth something, and its estimate is the one of "what if". */
import { expect, test } from "vitest";
import type { Basis } from "@/lib/cost/what-if/estimate";
import { adviceOf } from "./advise";

const basis = (hits: number): Basis => ({
  days: 10,
  cells: [
    {
      ...{ agentType: "rag", provider: "openai", model: "big", calls: 100, latencyMs: 0 },
      ...{ tokens: { input: 1_000, output: 1_000 }, cost: 10, outputCost: 8 },
    },
  ],
  types: [
    {
      ...{ agentType: "rag", requests: 100, lookups: 100, hits },
      ...{ hitLatencyMs: 100, missLatencyMs: 1_000 },
    },
  ],
  lengths: new Map([
    [
      "openai big",
      [
        { upTo: 10, calls: 96, tokens: 960 },
        { upTo: 100, calls: 4, tokens: 400 },
      ],
    ],
  ]),
  month: { actual: 10, rest: 10 },
});

test("more hits save what the misses less would have cost", () => {
  const first = adviceOf(basis(50), () => null).find(({ key }) => key === "cache");
  // 50 misses become 40: a fifth of thirty dollars.
  expect(first?.now).toBe(30);
  expect(first?.saved).toBeCloseTo(6, 9);
});

test("a cache that is good enough is left alone, and long answers are still named", () => {
  const advice = adviceOf(basis(80), () => null);
  expect(advice.map(({ key }) => key)).toEqual(["output"]);
  // 1,360 tokens of output become 1,000 for 8 of 10 dollars.
  expect(advice[0]?.saved).toBeCloseTo((30 * 0.8 * 360) / 1_360, 6);
});

test("nothing spent needs no advice", () => {
  const free = basis(50);
  const cells = free.cells.map((cell) => ({ ...cell, cost: 0, outputCost: 0 }));
  expect(adviceOf({ ...free, cells }, () => null)).toEqual([]);
});
