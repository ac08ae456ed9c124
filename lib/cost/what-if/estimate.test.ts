/** Estimates are the project's own figures moved by the levers, each checked by hand, each with what it assumes. */
import { describe, expect, test } from "vitest";
import { NO_TERMS } from "@/lib/cost/arithmetic";
import type { RateCard } from "@/lib/cost/price";
import { type Basis, estimate, type Levers } from "./estimate";
import { cappedBy } from "./output-cap";

const flat = (base: bigint) => ({ base, tiers: [] });
/** A dollar a million tokens in, two out. */
const cheap: RateCard = {
  provider: "acme",
  model: "small",
  catalogue: "test 1",
  perRequest: 0n,
  input: flat(1_000_000n),
  cacheRead: flat(1_000_000n),
  cacheWrite: flat(1_000_000n),
  cacheWrite1h: flat(1_000_000n),
  output: flat(2_000_000n),
  reasoning: flat(2_000_000n),
};

/** rag: half of 1,000 lookups hit; direct: no cache. $60 and $40 in ten days. */
const basis: Basis = {
  days: 10,
  cells: [
    {
      agentType: "rag",
      provider: "openai",
      model: "big",
      calls: 500,
      tokens: { input: 1_000_000, output: 500_000 },
      cost: 60,
      outputCost: 45,
      latencyMs: 2_000,
    },
    {
      agentType: "direct",
      provider: "openai",
      model: "tiny",
      calls: 1_000,
      tokens: { input: 1_000_000 },
      cost: 40,
      outputCost: 0,
      latencyMs: 500,
    },
  ],
  types: [
    {
      agentType: "rag",
      requests: 1_000,
      lookups: 1_000,
      hits: 500,
      hitLatencyMs: 100,
      missLatencyMs: 2_100,
    },
    {
      agentType: "direct",
      requests: 1_000,
      lookups: 0,
      hits: 0,
      hitLatencyMs: null,
      missLatencyMs: 600,
    },
  ],
  lengths: new Map([
    [
      "openai big",
      [
        { upTo: 500, calls: 300, tokens: 60_000 },
        { upTo: 1_000, calls: 100, tokens: 80_000 },
        { upTo: 8_000, calls: 100, tokens: 360_000 },
      ],
    ],
  ]),
  month: { actual: 100, rest: 200 },
};

const instead = (card: RateCard, discountBasisPoints = 0): NonNullable<Levers["models"]> =>
  new Map([["openai big", { card, terms: { ...NO_TERMS, discountBasisPoints } }]]);

const thirtyDays = (levers: Levers) => estimate(basis, levers).changed.thirtyDays;

test("with nothing changed, now is then", () => {
  const { now, changed, assumptions } = estimate(basis, {});
  expect(changed).toEqual(now);
  expect(now).toMatchObject({ monthEnd: 300, thirtyDays: 300 });
  // rag: half at 100 ms, half at 2,100; direct at 600.
  expect(now.latencyMs).toBe(850);
  expect(assumptions).toContain("The last 10 days are typical of what comes");
});

describe("each lever, by hand", () => {
  // biome-ignore format: a table reads in columns
  test.each<[string, Levers, number]>([
    ["three quarters hit: half of rag's calls",        { hitRate: 0.75 },                                   3 * (30 + 40)],
    ["nothing hits: twice rag's calls",                { hitRate: 0 },                                      3 * (120 + 40)],
    ["everything hits",                                { hitRate: 1 },                                      3 * 40],
    ["rag for a quarter of requests",                  { shares: { rag: 0.25, direct: 0.75 } },             3 * (30 + 60)],
    ["a fifth more traffic",                           { growth: 1.2 },                                     360],
    ["no traffic",                                     { growth: 0 },                                       0],
    ["the small model in the place of the big one",    { models: instead(cheap) },                          3 * (2 + 40)],
    ["the same at a tenth off",                        { models: instead(cheap, 1_000) },                   3 * (1.8 + 40)],
    // Of 500,000 tokens the longest 100 calls lose 260,000: 48 % of $45 stays.
    ["answers of at most 1,000 tokens",                { maxOutputTokens: 1_000 },                          3 * (15 + 45 * 0.48 + 40)],
    ["both: fewer misses, more requests",              { hitRate: 0.75, growth: 2 },                        6 * (30 + 40)],
  ])("%s", (_what, levers, dollars) => {
    expect(thirtyDays(levers)).toBeCloseTo(dollars, 6);
  });

  test("only what is left of the month changes", () => {
    expect(estimate(basis, { growth: 0 }).changed.monthEnd).toBe(100);
    expect(estimate(basis, { growth: 2 }).changed.monthEnd).toBe(500);
  });

  test("more hits are faster answers", () => {
    expect(estimate(basis, { hitRate: 0.75 }).changed.latencyMs).toBe(600);
  });
});

test("what is assumed is said with its numbers", () => {
  const { assumptions } = estimate(basis, {
    hitRate: 0.6,
    maxOutputTokens: 1_000,
    models: instead(cheap),
  });
  const text = assumptions.join("\n");
  expect(text).toContain("hit rate 50 % now");
  expect(text).toContain("openai big: 20 % of answers would be cut at 1000 tokens");
  expect(text).toContain(
    "acme small takes as many tokens for the same work, at the rates of test 1",
  );
  expect(text).toContain("openai tiny: no lengths of answers were recorded");
});

test.each<[Levers, string]>([
  [{ hitRate: 1.1 }, "hitRate"],
  [{ growth: -1 }, "growth"],
  [{ maxOutputTokens: 0 }, "maxOutputTokens"],
  [{ shares: { rag: 0.5 } }, "shares: must add up"],
  [{ shares: { rag: 0.5, cag: 0.5 } }, "shares.cag: had no requests"],
  [{ shares: { rag: 1.5, direct: -0.5 } }, "shares.direct"],
])("%j is refused with its field", (levers, words) => {
  expect(() => estimate(basis, levers)).toThrow(words);
});

test("a model without a rate that is needed is refused, not taken for free", () => {
  const models = instead({ ...cheap, output: null });
  expect(() => estimate(basis, { models })).toThrow("acme small has no rate for output");
});

test("an empty project costs nothing and has no latency", () => {
  const empty: Basis = {
    days: 0,
    cells: [],
    types: [],
    lengths: new Map(),
    month: { actual: 0, rest: 0 },
  };
  expect(estimate(empty, { hitRate: 0.5, growth: 2 }).changed).toEqual({
    monthEnd: 0,
    thirtyDays: 0,
    latencyMs: null,
  });
});

test("a limit above every answer keeps all, one below all cuts each", () => {
  const bins = basis.lengths.get("openai big") ?? [];
  expect(cappedBy(5_000, bins)).toEqual({ kept: 1, cut: 0 });
  expect(cappedBy(100, bins)?.cut).toBe(1);
  expect(cappedBy(100, bins)?.kept).toBeCloseTo(0.1);
  expect(cappedBy(100, [])).toBeNull();
});
