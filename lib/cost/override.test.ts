/** A project's own prices hold from their date, one at a time, over the catalogue's. */
import { describe, expect, test } from "vitest";
import { type Alias, admit, type Override, resolve, unaliased } from "./override";
import type { Rate, RateCard } from "./price";

const flat = (base: bigint): Rate => ({ base, tiers: [] });
const day = (date: string) => new Date(`2026-${date}T00:00:00Z`);

const found: RateCard = {
  provider: "openai",
  model: "gpt-4o",
  catalogue: "test 1",
  perRequest: 0n,
  input: flat(100n),
  cacheRead: flat(50n),
  cacheWrite: flat(100n),
  cacheWrite1h: flat(100n),
  output: flat(400n),
  reasoning: flat(400n),
};

const override = (more: Partial<Override> = {}): Override => ({
  id: "a",
  provider: "openai",
  model: "gpt-4o",
  from: day("03-01"),
  to: day("04-01"),
  currency: "USD",
  rates: { input: flat(80n) },
  perRequest: null,
  discountBasisPoints: 0,
  multipliers: {},
  ...more,
});

const ask = (at: string, more: object = {}) => ({
  provider: "openai",
  model: "gpt-4o",
  at: new Date(at),
  serviceTier: null,
  ...more,
});

describe("in force", () => {
  test.each([
    ["the instant before it starts", "2026-02-28T23:59:59.999Z", 100n],
    ["the instant it starts", "2026-03-01T00:00:00Z", 80n],
    ["the instant before it ends", "2026-03-31T23:59:59.999Z", 80n],
    ["the instant it ends", "2026-04-01T00:00:00Z", 100n],
  ])("%s", (_when, at, rate) => {
    expect(resolve(ask(at), found, [override()]).card?.input?.base).toBe(rate);
  });

  test("a price change in the middle of an hour divides that hour", () => {
    const changed = override({ from: new Date("2026-03-01T10:30:00Z") });
    expect(resolve(ask("2026-03-01T10:29:59Z"), found, [changed]).override).toBeNull();
    expect(resolve(ask("2026-03-01T10:30:00Z"), found, [changed]).override).toBe(changed);
  });

  test("a model's own price goes before the provider's", () => {
    const wide = override({ id: "b", model: null, rates: { input: flat(1n) } });
    const at = ask("2026-03-05T00:00:00Z");
    expect(resolve(at, found, [wide, override()]).card?.input?.base).toBe(80n);
    const other = { ...found, model: "gpt-4.1" };
    expect(resolve({ ...at, model: "gpt-4.1" }, other, [wide, override()]).card?.input?.base).toBe(
      1n,
    );
  });

  test("a class it leaves out keeps the catalogue's rate", () => {
    const { card } = resolve(ask("2026-03-05T00:00:00Z"), found, [override()]);
    expect(card).toMatchObject({ cacheRead: flat(50n), output: flat(400n), reasoning: flat(400n) });
    expect(card?.catalogue).toBe("override a over test 1");
  });

  test("a model that nobody knows is priced by input and output alone", () => {
    const own = override({ model: "our-model", rates: { input: flat(7n), output: flat(9n) } });
    const { card } = resolve(ask("2026-03-05T00:00:00Z", { model: "our-model" }), null, [own]);
    expect(card).toMatchObject({
      cacheRead: flat(7n),
      cacheWrite1h: flat(7n),
      reasoning: flat(9n),
      catalogue: "override a",
    });
  });

  test("a discount alone changes no rate, and makes no price where there is none", () => {
    const terms = override({ rates: {}, discountBasisPoints: 1_000, model: null });
    const at = ask("2026-03-05T00:00:00Z");
    expect(resolve(at, found, [terms])).toMatchObject({
      card: found,
      terms: { discountBasisPoints: 1_000, multiplierBasisPoints: 10_000 },
    });
    expect(resolve(at, null, [terms]).card).toBeNull();
  });

  test("a service tier has the multiplier that was set, and says when none was", () => {
    const batch = override({ multipliers: { batch: 5_000 } });
    const at = ask("2026-03-05T00:00:00Z", { serviceTier: "batch" as const });
    expect(resolve(at, found, [batch])).toMatchObject({
      terms: { multiplierBasisPoints: 5_000 },
      isTierUnknown: false,
    });
    expect(resolve({ ...at, serviceTier: "priority" }, found, [batch])).toMatchObject({
      terms: { multiplierBasisPoints: 10_000 },
      isTierUnknown: true,
    });
  });
});

describe("admitted", () => {
  // biome-ignore format: a table reads in columns
  test.each<[string, Partial<Override>, boolean]>([
    ["right after",            { from: day("04-01"), to: day("05-01") },   true],
    ["right before",           { from: day("02-01"), to: day("03-01") },   true],
    ["for another model",      { model: "gpt-4.1" },                       true],
    ["for the whole provider", { model: null },                            true],
    ["far in the future",      { from: day("12-01"), to: null },           true],
    ["the same stretch",       {},                                         false],
    ["within it",              { from: day("03-10"), to: day("03-11") },   false],
    ["around it",              { from: day("01-01"), to: null },           false],
    ["by a millisecond",       { from: new Date("2026-03-31T23:59:59.999Z"), to: null }, false],
    ["in other letters",       { provider: " OpenAI", model: "GPT-4o" },   false],
  ])("%s", (_how, more, isFine) => {
    const attempt = () => admit([override()], override({ id: "b", ...more }));
    if (isFine) expect(attempt).not.toThrow();
    else expect(attempt).toThrow("another price of openai gpt-4o holds");
  });

  test("the same override may be changed", () => {
    expect(() => admit([override()], override({ to: null }))).not.toThrow();
  });

  test.each<[string, Partial<Override>]>([
    ["currency: “XYZ” is not known", { currency: "XYZ" }],
    ["to: must be after", { to: day("03-01") }],
    ["rates.output: a rate must not be negative", { rates: { output: flat(-1n) } }],
    [
      "rates.input: tiers must ascend",
      {
        rates: {
          input: {
            base: 1n,
            tiers: [
              { above: 5, rate: 1n },
              { above: 5, rate: 2n },
            ],
          },
        },
      },
    ],
    ["perRequest", { perRequest: -1n }],
    ["discount", { discountBasisPoints: 10_001 }],
    ["multiplier", { multipliers: { flex: 0.5 } }],
    ["provider", { provider: " " }],
  ])("refused: %s", (words, more) => {
    expect(() => admit([], override(more))).toThrow(words);
  });
});

test("aliases are followed once, the model's at the provider that is meant", () => {
  const aliases: Alias[] = [
    { of: "provider", name: "our-gateway", means: "openai" },
    { of: "provider", name: "openai", means: "azure" },
    { of: "model", provider: "openai", name: "Fast", means: "gpt-4o-mini" },
  ];
  expect(unaliased({ provider: "Our-Gateway", model: "fast" }, aliases)).toEqual({
    provider: "openai",
    model: "gpt-4o-mini",
  });
  expect(unaliased({ provider: "groq", model: "fast" }, aliases)).toEqual({
    provider: "groq",
    model: "fast",
  });
});
