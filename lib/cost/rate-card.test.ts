/** Our prices agree with the catalogue's own arithmetic, model by model, and with bills checked by hand. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { calcPrice, type Provider, waitForUpdate } from "@pydantic/genai-prices";
import { beforeAll, describe, expect, test } from "vitest";
import { dollarsOf } from "@/lib/core/money";
import { priceOf, type Usage } from "./price";
import { type Catalogue, openCatalogue } from "./rate-card";

const noon = new Date("2026-09-22T12:00:00Z");
const none: Usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

let catalogue: Catalogue;
let providers: Provider[];
beforeAll(async () => {
  catalogue = await openCatalogue();
  providers = (await waitForUpdate()) ?? [];
});

test("the version we store is the one installed", () => {
  const { name, version } = JSON.parse(
    readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8"),
  );
  expect(catalogue.version).toBe(`${name.replace("@pydantic/", "")} ${version}`);
});

test("prices by the time of day change on the half hours that we cache by", () => {
  const times = JSON.stringify(providers).matchAll(/"(?:start|end)_time":"([^"]+)"/g);
  for (const [, time] of times) expect(time).toMatch(/^\d\d:[03]0:00Z$/);
});

describe("bills checked by hand", () => {
  // biome-ignore format: a bill reads in columns
  test.each<[string, string, string, Partial<Usage>, string, number | null]>([
    ["1  most of it cached",        "openai",       "gpt-4o-mini",       { inputTokens: 2_000, cacheReadTokens: 8_000, outputTokens: 500 }, "2026-09-22", 0.0012],
    ["2  read and written",         "anthropic",    "claude-sonnet-4-5", { inputTokens: 6_000, cacheReadTokens: 90_000, cacheWriteTokens: 4_000, outputTokens: 1_200 }, "2026-09-22", 0.078],
    ["2b above 200k",               "anthropic",    "claude-sonnet-4-5", { inputTokens: 250_000, outputTokens: 1_200 }, "2026-09-22", 1.527],
    ["3  a regional profile",       "aws.bedrock",  "us.anthropic.claude-sonnet-4-5-20250929-v1:0", { inputTokens: 12_000, outputTokens: 800 }, "2026-09-22", 0.0528],
    ["3' the global profile",       "aws.bedrock",  "global.anthropic.claude-sonnet-4-5-20250929-v1:0", { inputTokens: 12_000, outputTokens: 800 }, "2026-09-22", 0.048],
    ["4  below the tier",           "gcp.gemini",   "gemini-2.5-pro",    { inputTokens: 150_000, outputTokens: 2_000 }, "2026-09-22", 0.2075],
    ["4' above the tier",           "gcp.vertex_ai","gemini-2.5-pro",    { inputTokens: 250_000, outputTokens: 2_000 }, "2026-09-22", 0.655],
    ["5  an unknown model",         "openai",       "gpt-imaginary-9",   { inputTokens: 10 }, "2026-09-22", null],
    ["5' an unknown provider",      "my-gateway",   "gpt-4o-mini",       { inputTokens: 10 }, "2026-09-22", null],
    ["6  mostly cache reads",       "anthropic",    "claude-sonnet-4-5", { inputTokens: 5, cacheReadTokens: 128_955 }, "2026-09-22", 0.0387015],
    ["8  before the price fell",    "openai",       "o3",                { inputTokens: 1_000_000 }, "2025-05-01", 10],
    ["8' after it",                 "openai",       "o3",                { inputTokens: 1_000_000 }, "2026-09-22", 2],
  ])("%s", (_name, provider, model, part, day, dollars) => {
    const card = catalogue.rateCardFor(provider, model, new Date(`${day}T12:00:00Z`));
    const price = priceOf({ ...none, ...part }, card);
    expect(price && dollarsOf(price.picos)).toBe(dollars);
  });

  test("7  negative and absent numbers are refused", () => {
    const card = catalogue.rateCardFor("openai", "gpt-4o-mini", noon);
    expect(() => priceOf({ ...none, inputTokens: -1 }, card)).toThrow();
    expect(() => priceOf({ ...none, inputTokens: Number.NaN }, card)).toThrow();
  });
});

describe("names", () => {
  test.each([
    ["azure.ai.openai", "gpt-4o", "azure"],
    ["azure.openai", "gpt-4o", "azure"],
    ["azure_openai", "azure/gpt-4o", "azure"],
    ["az.ai.inference", "gpt-4o", "azure"],
    ["aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "aws"],
    [
      "bedrock",
      "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "aws",
    ],
    ["gcp.gemini", "models/gemini-2.5-flash", "google"],
    ["gcp.vertex_ai", "publishers/google/models/gemini-2.5-flash", "google"],
    ["gcp.gen_ai", "gemini-2.5-flash", "google"],
    ["vertex_ai", "projects/p/locations/l/publishers/anthropic/models/claude-sonnet-4-5", "google"],
    ["openai", "openai/gpt-4o", "openai"],
    ["openai", "openai:gpt-4o", "openai"],
    ["openai.responses", "gpt-4o-2024-08-06", "openai"],
    ["anthropic.messages", "anthropic/claude-sonnet-4-5", "anthropic"],
    ["x_ai", "grok-4", "x-ai"],
    ["xai.chat", "grok-4", "x-ai"],
    ["groq.chat", "llama-3.3-70b-versatile", "groq"],
    ["mistral_ai", "mistral-large-latest", "mistral"],
    ["together.ai", "meta-llama/Llama-3.3-70B-Instruct-Turbo", "together"],
    ["openrouter", "openai/gpt-4o", "openrouter"],
    ["litellm", "openai/gpt-4o", "openai"],
    ["", "claude-sonnet-4-5", "anthropic"],
  ])("%s says %s: priced at %s", (provider, model, id) => {
    expect(catalogue.rateCardFor(provider, model, noon)?.provider).toBe(id);
  });

  test.each([
    ["openrouter", "somebody/gpt-4o"],
    ["openai", "ft:gpt-4o-mini:acme::1"],
    ["openai", "claude-sonnet-4-5"],
    ["ollama", "llama3"],
    ["", "our-own-model"],
  ])("%s says %s: nobody's, so unpriced", (provider, model) => {
    expect(catalogue.rateCardFor(provider, model, noon)).toBeNull();
  });
});

/** Our classes do not overlap; the library's input holds the cached tokens. */
function theirs(usage: Usage): Record<string, number> {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  return {
    input_tokens: inputTokens + cacheReadTokens + cacheWriteTokens,
    cache_read_tokens: cacheReadTokens,
    cache_write_tokens: cacheWriteTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens ?? 0,
    output_tokens: outputTokens,
    output_reasoning_tokens: usage.reasoningTokens ?? 0,
  };
}

// biome-ignore format: usages read in columns
const USAGES: readonly Usage[] = [
  { inputTokens: 1_234,   cacheReadTokens: 0,       cacheWriteTokens: 0,      outputTokens: 567 },
  { inputTokens: 5,       cacheReadTokens: 128_955, cacheWriteTokens: 17,     outputTokens: 1 },
  { inputTokens: 250_001, cacheReadTokens: 30_000,  cacheWriteTokens: 20_000, outputTokens: 9_999, reasoningTokens: 8_000 },
  { inputTokens: 600_000, cacheReadTokens: 500_000, cacheWriteTokens: 1_000,  outputTokens: 64_000, cacheWrite1hTokens: 400 },
  { inputTokens: 200_000, cacheReadTokens: 0,       cacheWriteTokens: 0,      outputTokens: 0 },
  { inputTokens: 0,       cacheReadTokens: 0,       cacheWriteTokens: 0,      outputTokens: 0 },
];
const INSTANTS = ["2025-03-01T03:00:00Z", "2026-08-21T12:00:00Z", "2026-09-22T02:10:00Z"];

type Case = {
  readonly provider: string;
  readonly model: string;
  readonly at: Date;
  readonly usage: Usage;
};

function everyCase(): Case[] {
  const models = providers.flatMap(({ id: provider, models: sold }) =>
    sold.map(({ id: model }) => ({ provider, model })),
  );
  const dated = models.flatMap((one) => INSTANTS.map((at) => ({ ...one, at: new Date(at) })));
  return dated.flatMap((one) => USAGES.map((usage) => ({ ...one, usage })));
}

const ourPrice = ({ provider, model, at, usage }: Case) =>
  priceOf(usage, catalogue.rateCardFor(provider, model, at));

const theirPrice = ({ provider, model, at, usage }: Case) =>
  calcPrice(theirs(usage), model, { providerId: provider, timestamp: at });

type Verdict = "same" | "wrong" | "rightly unpriced";

function verdictOn(one: Case): Verdict {
  const [ours, truth] = [ourPrice(one), theirPrice(one)];
  if (ours === null) {
    // The library charges nothing for a class that it has no price of; we say that it has none.
    const hasBoth =
      truth?.model_price.input_mtok !== undefined && truth.model_price.output_mtok !== undefined;
    return hasBoth ? "wrong" : "rightly unpriced";
  }
  // Half a pico-dollar a token where the catalogue holds thirds of them, and the library's own floats.
  const tolerance = 0.5e-12 * (one.usage.cacheWriteTokens + one.usage.inputTokens) + 1e-12;
  const error = Math.abs(dollarsOf(ours.picos) - (truth?.total_price ?? Number.NaN));
  return error <= tolerance ? "same" : "wrong";
}

test("every model of the catalogue costs what the library says it costs", {
  timeout: 120_000,
}, () => {
  const cases = everyCase();
  const judged = cases.map((one) => ({ one, verdict: verdictOn(one) }));
  const named = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict);
  expect(named("wrong").map(({ one }) => `${one.provider} ${one.model}`)).toEqual([]);
  expect(named("same").length).toBeGreaterThan(20_000);
  expect(named("same").length / cases.length).toBeGreaterThan(0.85);
});

const DATA = process.env.WHEELHOUSE_TEST_DATA ?? "../shared/data";
const GOLDEN = `${DATA}/genai-usage-golden/usages.json.gz`;

type Golden = {
  readonly model: string | null;
  readonly extracted: readonly {
    readonly usage: Readonly<Record<string, number>>;
    readonly extractors: readonly {
      readonly provider_id: string;
      readonly input_price?: string;
      readonly output_price?: string;
    }[];
  }[];
};

/** Classes that the product does not count apart: a call that has them is out of this comparison. */
const FOREIGN = /audio|image|video|search|tool/;

function usageOf(counts: Readonly<Record<string, number>>): Usage {
  const read = counts.cache_read_tokens ?? 0;
  const write = counts.cache_write_tokens ?? 0;
  return {
    inputTokens: (counts.input_tokens ?? 0) - read - write,
    cacheReadTokens: read,
    cacheWriteTokens: write,
    outputTokens: counts.output_tokens ?? 0,
    reasoningTokens: counts.output_reasoning_tokens ?? 0,
  };
}

/** Every priced (call, provider) pair of the recordings, with the dollars their catalogue charged. */
function recordedCases(records: readonly Golden[]): (Case & { readonly dollars: number })[] {
  const at = new Date("2026-08-21T12:00:00Z");
  return records.flatMap(({ model, extracted }) =>
    extracted
      .filter(({ usage }) => model !== null && !Object.keys(usage).some((key) => FOREIGN.test(key)))
      .flatMap(({ usage, extractors }) =>
        extractors
          .filter(({ input_price }) => input_price !== undefined)
          .map(({ provider_id, input_price, output_price }) => ({
            provider: provider_id,
            model: model ?? "",
            at,
            usage: usageOf(usage),
            dollars: Number(input_price) + Number(output_price ?? 0),
          })),
      ),
  );
}

describe.runIf(existsSync(GOLDEN))("recorded responses of real providers", () => {
  test("cost what the catalogue of that day said, but where the catalogue has changed since", () => {
    const cases = recordedCases(JSON.parse(gunzipSync(readFileSync(GOLDEN)).toString("utf8")));
    const others = cases.filter((one) => {
      const ours = ourPrice(one);
      return !ours || Math.abs(dollarsOf(ours.picos) - one.dollars) > 1e-12;
    });
    expect(others.filter((one) => verdictOn(one) === "wrong")).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_500);
    expect(1 - others.length / cases.length).toBeGreaterThanOrEqual(0.97);
  });
});

test.runIf(!existsSync(GOLDEN))(`NOT COMPARED with recorded responses: no ${GOLDEN}`, () => {
  expect(existsSync(GOLDEN)).toBe(false);
});
