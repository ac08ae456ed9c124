/** A project's own prices hold from their date, one at a time, over the catalogue's. */
import { describe, expect, test } from "vitest";
import { admit, type Override } from "./override";
import type { Rate, RateCard } from "./price";
import { overrideIdIn, resolve } from "./resolve";

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
  pricedAs: null,
  ...more,
});
/** A catalogue that knows one model, by whatever name. */
const always = (card: RateCard | null) => () => card;

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
    expect(resolve(ask(at), always(found), [override()]).card?.input?.base).toBe(rate);
  });

  test("a price change in the middle of an hour divides that hour", () => {
    const changed = override({ from: new Date("2026-03-01T10:30:00Z") });
    expect(resolve(ask("2026-03-01T10:29:59Z"), always(found), [changed]).override).toBeNull();
    expect(resolve(ask("2026-03-01T10:30:00Z"), always(found), [changed]).override).toBe(changed);
  });

  test("a model's own price goes before the provider's", () => {
    const wide = override({ id: "b", model: null, rates: { input: flat(1n) } });
    const at = ask("2026-03-05T00:00:00Z");
    expect(resolve(at, always(found), [wide, override()]).card?.input?.base).toBe(80n);
    const other = { ...found, model: "gpt-4.1" };
    expect(
      resolve({ ...at, model: "gpt-4.1" }, always(other), [wide, override()]).card?.input?.base,
    ).toBe(1n);
  });

  test("a class it leaves out keeps the catalogue's rate", () => {
    const { card } = resolve(ask("2026-03-05T00:00:00Z"), always(found), [override()]);
    expect(card).toMatchObject({ cacheRead: flat(50n), output: flat(400n), reasoning: flat(400n) });
    expect(card?.catalogue).toBe("override a over test 1");
  });

  test("a model that nobody knows is priced by input and output alone", () => {
    const own = override({ model: "our-model", rates: { input: flat(7n), output: flat(9n) } });
    const { card } = resolve(ask("2026-03-05T00:00:00Z", { model: "our-model" }), always(null), [
      own,
    ]);
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
    expect(resolve(at, always(found), [terms])).toMatchObject({
      card: found,
      terms: { discountBasisPoints: 1_000, multiplierBasisPoints: 10_000 },
    });
    expect(resolve(at, always(null), [terms]).card).toBeNull();
  });

  test("a service tier has the multiplier that was set, and says when none was", () => {
    const batch = override({ multipliers: { batch: 5_000 } });
    const at = ask("2026-03-05T00:00:00Z", { serviceTier: "batch" as const });
    expect(resolve(at, always(found), [batch])).toMatchObject({
      terms: { multiplierBasisPoints: 5_000 },
      isTierUnknown: false,
    });
    expect(resolve({ ...at, serviceTier: "priority" }, always(found), [batch])).toMatchObject({
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

describe("another name", () => {
  const catalogue = (provider: string, model: string) =>
    provider === "openai" && model === "gpt-4o" ? found : null;
  const named = (more: Partial<Override>) => override({ rates: {}, ...more });
  const at = "2026-03-05T00:00:00Z";

  test("a deployment is priced as the model that it is, under its own terms", () => {
    const alias = named({
      provider: "azure",
      model: "our-deployment",
      pricedAs: { provider: "openai", model: "gpt-4o" },
      discountBasisPoints: 1_000,
    });
    const asked = ask(at, { provider: "Azure", model: "Our-Deployment" });
    expect(resolve(asked, catalogue, [alias])).toMatchObject({
      card: found,
      terms: { discountBasisPoints: 1_000 },
      version: "override a over test 1",
    });
  });

  test("a gateway has its models under their own names, and is followed once", () => {
    const gateway = named({
      provider: "our-gateway",
      model: null,
      pricedAs: { provider: "openai", model: null },
    });
    const further = named({
      id: "b",
      provider: "edge",
      model: null,
      pricedAs: { provider: "our-gateway", model: null },
    });
    const both = [gateway, further];
    expect(resolve(ask(at, { provider: "our-gateway" }), catalogue, both).card).toBe(found);
    expect(resolve(ask(at, { provider: "edge" }), catalogue, both).card).toBeNull();
  });
});

test("a stored version says which override made it", () => {
  const { version } = resolve(ask("2026-03-05T00:00:00Z"), always(found), [
    override({ rates: {}, discountBasisPoints: 5 }),
  ]);
  expect(overrideIdIn(version)).toBe("a");
  expect(overrideIdIn("genai-prices 0.1.8")).toBeNull();
  expect(overrideIdIn(null)).toBeNull();
});
