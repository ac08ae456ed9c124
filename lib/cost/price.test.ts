/** The arithmetic of a price: nothing rounds, nothing unknown becomes zero, the parts make the whole. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceOf, type Rate, type RateCard, type Usage } from "./price";

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
};
const none: Usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

describe("a price", () => {
  test.each<[string, Partial<Usage>, bigint]>([
    ["nothing costs nothing", {}, 0n],
    ["input at the base rate up to the threshold", { inputTokens: 200_000 }, 600_000_000_000n],
    ["all of the input at the tier above it", { inputTokens: 200_001 }, 1_200_006_000_000n],
    [
      "the threshold counts cached input too",
      { inputTokens: 1, cacheReadTokens: 200_000 },
      60_006_000_000n,
    ],
    [
      "an hour's cache writes at their own rate",
      { cacheWriteTokens: 10, cacheWrite1hTokens: 4 },
      46_500_000n,
    ],
    ["reasoning once, as output", { outputTokens: 10, reasoningTokens: 6 }, 150_000_000n],
  ])("%s", (_name, part, picos) => {
    expect(priceOf({ ...none, ...part }, card)?.picos).toBe(picos);
  });

  test("charges the request itself where there is a charge for it", () => {
    expect(priceOf(none, { ...card, perRequest: 5n })?.picos).toBe(5n);
  });

  const tokens = fc.nat({ max: 5_000_000 });
  const usages = fc.record({
    inputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    outputTokens: tokens,
  });

  test("is the sum of its parts", () => {
    fc.assert(
      fc.property(usages, (usage) => {
        const price = priceOf(usage, card);
        const { input, cacheRead, cacheWrite, output, request } = price?.breakdown ?? {};
        expect(
          [input, cacheRead, cacheWrite, output, request].reduce<bigint>(
            (a, b) => a + (b ?? 0n),
            0n,
          ),
        ).toBe(price?.picos);
      }),
    );
  });

  test("without tiers adds up over calls: the price of the sum is the sum of the prices", () => {
    const plain = { ...card, input: flat(3_000_000n) };
    fc.assert(
      fc.property(usages, usages, (a, b) => {
        const both = {
          inputTokens: a.inputTokens + b.inputTokens,
          cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
          cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
          outputTokens: a.outputTokens + b.outputTokens,
        };
        const apart = (priceOf(a, plain)?.picos ?? 0n) + (priceOf(b, plain)?.picos ?? 0n);
        expect(priceOf(both, plain)?.picos).toBe(apart);
      }),
    );
  });
});

describe("unpriced", () => {
  test("is a call without a card", () => {
    expect(priceOf({ ...none, inputTokens: 1 }, null)).toBeNull();
  });

  test.each<[keyof RateCard, Partial<Usage>]>([
    ["input", { inputTokens: 1 }],
    ["cacheRead", { cacheReadTokens: 1 }],
    ["cacheWrite", { cacheWriteTokens: 1 }],
    ["cacheWrite1h", { cacheWriteTokens: 1, cacheWrite1hTokens: 1 }],
    ["output", { outputTokens: 1 }],
    ["reasoning", { outputTokens: 1, reasoningTokens: 1 }],
  ])("is a call with tokens of a class that has no rate: %s", (key, part) => {
    expect(priceOf({ ...none, ...part }, { ...card, [key]: null })).toBeNull();
    expect(priceOf(none, { ...card, [key]: null })?.picos).toBe(0n);
  });
});

test.each<[string, Partial<Usage>]>([
  ["negative", { inputTokens: -1 }],
  ["not a number", { outputTokens: Number.NaN }],
  ["a fraction", { cacheReadTokens: 0.5 }],
  ["more reasoning than output", { outputTokens: 1, reasoningTokens: 2 }],
  ["more hour writes than writes", { cacheWriteTokens: 1, cacheWrite1hTokens: 2 }],
])("refuses usage that is %s", (_name, part) => {
  expect(() => priceOf({ ...none, ...part }, card)).toThrow("Tokens are whole numbers");
});
