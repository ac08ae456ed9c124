/** What is charged on arrival is what the receipt adds up to, to the pico-dollar. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { receiptOf } from "./arithmetic";
import type { Rate, RateCard } from "./price";
import { costOf, priceBook } from "./price-book";
import { overrideOf, priceTermsSchema } from "./terms";
import { classesOf } from "./token-class";

const rate = (base: bigint): Rate => ({ base, tiers: [{ above: 5_000, rate: base * 2n }] });
const card: RateCard = {
  ...{ provider: "openai", model: "gpt-4o", catalogue: "test 1", perRequest: 7n },
  ...{ input: rate(2_500_001n), cacheRead: rate(1_250_003n), cacheWrite: rate(2_500_001n) },
  ...{ cacheWrite1h: rate(5n), output: rate(10_000_007n), reasoning: rate(10_000_007n) },
};
const day = (date: string) => new Date(`2026-${date}T00:00:00Z`);
const book = (terms: object, model: string | null = null) =>
  priceBook(
    () => card,
    [
      overrideOf(
        {
          id: "a",
          provider: "openai",
          model,
          from: day("03-01"),
          to: day("04-01"),
          currency: "USD",
        },
        priceTermsSchema.parse(terms),
      ),
    ],
  );
const asked = {
  provider: "openai",
  model: "gpt-4o",
  at: day("03-05"),
  serviceTier: "batch",
} as const;
const count = fc.integer({ min: 0, max: 20_000 });

test("under any terms, and whatever the counts", () => {
  fc.assert(
    fc.property(
      fc.record({
        inputTokens: count,
        cacheReadTokens: count,
        cacheWriteTokens: count,
        outputTokens: count,
      }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 0, max: 30_000 }),
      (usage, discountBasisPoints, batch) => {
        const resolved = book({ discountBasisPoints, multipliers: { batch } })(asked);
        const receipt = receiptOf(classesOf(usage), card, resolved.terms);
        expect(costOf(usage, resolved)).toBe("missing" in receipt ? null : receipt.picos);
      },
    ),
  );
});

test("a name is looked for once and its price is that of each instant", () => {
  const priceFor = book({ discountBasisPoints: 100 }, "gpt-4o");
  const at = (date: string) => priceFor({ ...asked, at: day(date) }).override?.id ?? null;
  expect([at("02-28"), at("03-01"), at("03-31"), at("04-01")]).toEqual([null, "a", "a", null]);
  expect(priceFor({ ...asked, model: "other" }).override?.id).toBe("a");
});
