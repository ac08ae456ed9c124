/** What is written in the form is what is sent, to the last decimal. */
import { expect, test } from "vitest";
import { blankDraft, isWhole, sendable } from "./draft";
import { priceDraftSchema } from "./schema";

const from = "2026-03-01T00:00";
const blank = blankDraft("in-house", "answerer-1", from);

test("a whole form becomes terms that the schema takes", () => {
  const sent = sendable({
    ...blank,
    rates: { input: " 2.5 ", output: "10", cacheRead: "" },
    above: "200000",
    longRates: { input: "5" },
    perRequest: "0.01",
    discount: "12.5",
    multipliers: { batch: "0.5", priority: "" },
    asProvider: "openai",
  });
  expect(sent).toMatchObject({
    ...{ provider: "in-house", model: "answerer-1", from: new Date(from).toISOString(), to: null },
    terms: {
      rates: {
        input: { perMillion: "2.5", tiers: [{ above: 200_000, perMillion: "5" }] },
        output: { perMillion: "10" },
      },
      ...{ perRequest: "0.01", discountBasisPoints: 1_250, multipliers: { batch: 5_000 } },
      pricedAs: { provider: "openai", model: null },
    },
  });
  expect(priceDraftSchema.safeParse({ project: "p", ...sent }).success).toBe(true);
});

test("an empty model means all of the provider, and an empty form asks nothing", () => {
  expect(sendable({ ...blank, model: " " }).model).toBeNull();
  expect(isWhole(sendable(blank))).toBe(false);
  expect(isWhole(sendable({ ...blank, discount: "5" }))).toBe(true);
});

test.each([
  ["12.345", "of more than two decimals"],
  ["a lot", "in words"],
  ["-5", "below zero"],
])("a discount %s (%s) is refused, not rounded", (discount) => {
  const sent = sendable({ ...blank, discount });
  expect(priceDraftSchema.safeParse({ project: "p", ...sent }).success).toBe(false);
});
