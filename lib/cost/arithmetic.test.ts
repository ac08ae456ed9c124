/** A cost opens to lines that add up to it exactly, and agrees with the price that ingestion stores. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import { exactDollars, type Receipt, receiptOf, type Terms } from "./arithmetic";
import { priceOf, type Rate, type RateCard } from "./price";
import { classesOf, TOKEN_CLASSES } from "./token-class";

const flat = (base: bigint): Rate => ({ base, tiers: [] });
const card: RateCard = {
  provider: "acme",
  model: "one",
  catalogue: "test 1",
  perRequest: 0n,
  input: { base: 3_000_000n, tiers: [{ above: 200_000, rate: 6_000_000n }] },
  cacheRead: flat(300_000n),
  cacheWrite: flat(3_750_000n),
  cacheWrite1h: flat(6_000_000n),
  output: flat(15_000_000n),
  reasoning: flat(15_000_000n),
  media: { inputAudio: flat(10_000_000n) },
  perWebSearch: 10_000_000_000n,
};

function receipt(...args: Parameters<typeof receiptOf>): Receipt {
  const made = receiptOf(...args);
  if ("missing" in made) throw new Error(`no rate for ${made.missing}`);
  return made;
}

const half: Terms = { discountBasisPoints: 0, multiplierBasisPoints: 5_000 };
const agreed: Terms = { discountBasisPoints: 1_500, multiplierBasisPoints: 10_000 };

describe("worked by hand", () => {
  // biome-ignore format: a bill reads in columns
  test.each<[string, Parameters<typeof receiptOf>[0], Terms | undefined, string]>([
    ["input and output",            { input: 1_000, output: 200 },                      undefined, "0.006"],
    ["most of it cached",           { input: 1_000, cacheRead: 90_000, output: 100 },   undefined, "0.0315"],
    ["all input at the tier",       { input: 100_000, cacheRead: 100_001 },             undefined, "0.6300003"],
    ["both cache writes",           { cacheWrite: 1_000, cacheWrite1h: 1_000 },         undefined, "0.00975"],
    ["sound at its own rate",       { inputAudio: 100 },                                undefined, "0.001"],
    ["pictures as plain input",     { inputImage: 100 },                                undefined, "0.0003"],
    ["two searches",                { input: 1, webSearch: 2 },                         undefined, "0.020003"],
    ["a batch",                     { input: 1_000, output: 200 },                      half,      "0.003"],
    ["15 % off",                    { input: 1_000, output: 200 },                      agreed,    "0.0051"],
    ["a third decimal of a pico",   { input: 1 }, { discountBasisPoints: 1, multiplierBasisPoints: 3_333 }, "0.00000099980001"],
  ])("%s", (_what, counts, terms, dollars) => {
    expect(exactDollars(receipt(counts, card, terms).exact)).toBe(dollars);
  });

  test("the line says which tier, and that it holds for the whole call", () => {
    const { lines } = receipt({ input: 1, cacheRead: 200_000 }, card);
    expect(lines).toMatchObject([
      { of: "input", count: 1, rate: 6_000_000n, above: 200_000 },
      { of: "cacheRead", count: 200_000, rate: 300_000n, above: null },
    ]);
  });
});

const tokens = fc.nat({ max: 5_000_000 });
const counted = fc.record(Object.fromEntries(TOKEN_CLASSES.map((of) => [of, tokens])));
const terms = fc.record({
  discountBasisPoints: fc.nat({ max: 10_000 }),
  multiplierBasisPoints: fc.nat({ max: 30_000 }),
});

test("the lines add up to the total, and the total is rounded once", () => {
  fc.assert(
    fc.property(counted, terms, (counts, agreement) => {
      const made = receipt(counts, card, agreement);
      const sum = made.lines.reduce((total, line) => total + line.exact, 0n);
      expect(sum).toBe(made.exact);
      expect(picosOf(exactDollars(made.exact))).toBe(made.picos);
    }),
  );
});

test("without terms it is what ingestion stores", () => {
  const usages = fc.record({
    inputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: fc.integer({ min: 1_000, max: 5_000_000 }),
    cacheWrite1hTokens: fc.nat({ max: 1_000 }),
    outputTokens: fc.integer({ min: 1_000, max: 5_000_000 }),
    reasoningTokens: fc.nat({ max: 1_000 }),
  });
  fc.assert(
    fc.property(usages, (usage) => {
      expect(receipt(classesOf(usage), card).picos).toBe(priceOf(usage, card)?.picos);
    }),
  );
});

test("a class that has tokens and no rate makes the call unpriced", () => {
  expect(receiptOf({ output: 1 }, { ...card, output: null })).toEqual({ missing: "output" });
  expect(receiptOf({ inputImage: 1 }, { ...card, input: null })).toEqual({ missing: "inputImage" });
});

test.each([
  ["input", { input: -1 }, undefined],
  ["output", { output: 0.5 }, undefined],
  ["webSearch", { webSearch: Number.NaN }, undefined],
  ["discount", {}, { discountBasisPoints: 10_001, multiplierBasisPoints: 10_000 }],
  ["multiplier", {}, { discountBasisPoints: 0, multiplierBasisPoints: -1 }],
])("what cannot be is refused with its field: %s", (field, counts, agreement) => {
  expect(() => receiptOf(counts, card, agreement)).toThrow(field);
});
