/** Raw usage in every form becomes the same classes, and what cannot be is refused with its field. */
import { beforeAll, describe, expect, test } from "vitest";
import { priceBook } from "@/lib/cost/price-book";
import { type Catalogue, openCatalogue } from "@/lib/cost/rate-card";
import { type Bill, billOf } from "./bill";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await openCatalogue();
});

const bill = (line: unknown): Bill =>
  billOf(line, {
    priceFor: priceBook(catalogue.rateCardFor, []),
    now: new Date("2026-09-22T12:00:00Z"),
  });

describe("forms", () => {
  // biome-ignore format: forms read in columns
  test.each<[string, object, object, string | null]>([
    ["chat", { model: "gpt-4o-mini", usage: { prompt_tokens: 10_000, completion_tokens: 500, prompt_tokens_details: { cached_tokens: 8_000 }, total_tokens: 10_500 } }, { input: 2_000, cacheRead: 8_000, output: 500 }, "0.0012"],
    ["responses", { model: "gpt-4o-mini", usage: { input_tokens: 10_000, output_tokens: 500, input_tokens_details: { cached_tokens: 8_000 }, total_tokens: 10_500 } }, { input: 2_000, cacheRead: 8_000, output: 500 }, "0.0012"],
    ["anthropic", { model: "claude-sonnet-4-5", usage: { input_tokens: 6_000, cache_read_input_tokens: 90_000, cache_creation_input_tokens: 4_000, output_tokens: 1_200 } }, { input: 6_000, cacheRead: 90_000, cacheWrite: 4_000, output: 1_200 }, "0.078"],
    ["anthropic, kept an hour", { model: "claude-sonnet-4-5", usage: { input_tokens: 0, cache_creation_input_tokens: 1_000, cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 600 }, output_tokens: 0 } }, { cacheWrite: 400, cacheWrite1h: 600 }, "0.0051"],
    ["anthropic, mostly cached", { model: "claude-sonnet-4-5", usage: { input_tokens: 5, cache_read_input_tokens: 128_955, output_tokens: 0 } }, { input: 5, cacheRead: 128_955 }, "0.0387015"],
    ["converse", { model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0", usage: { inputTokens: 12_000, outputTokens: 800, totalTokens: 12_800 } }, { input: 12_000, output: 800 }, "0.0528"],
    ["gemini", { modelVersion: "gemini-2.5-pro", usageMetadata: { promptTokenCount: 150_000, candidatesTokenCount: 1_500, thoughtsTokenCount: 500, totalTokenCount: 152_000 } }, { input: 150_000, output: 1_500, reasoning: 500 }, "0.2075"],
    ["gemini's sound", { modelVersion: "gemini-2.5-flash", usageMetadata: { promptTokenCount: 214, promptTokensDetails: [{ modality: "TEXT", tokenCount: 70 }, { modality: "AUDIO", tokenCount: 144 }], candidatesTokenCount: 77 } }, { input: 70, inputAudio: 144, output: 77 }, "0.0003575"],
    ["xAI's thoughts beside", { provider: "xai", model: "grok-4", usage: { prompt_tokens: 100, completion_tokens: 10, completion_tokens_details: { reasoning_tokens: 200 }, total_tokens: 310 } }, { input: 100, output: 10, reasoning: 200 }, "0.00345"],
    ["around the answer", { provider: "azure.ai.openai", at: "2026-09-01T00:00:00Z", response: { model: "gpt-4o-mini", usage: { prompt_tokens: 1_000_000, completion_tokens: 0 } } }, { input: 1_000_000 }, "0.15"],
    ["numbers as text", { model: "gpt-4o-mini", usage: { prompt_tokens: "1000000", completion_tokens: "0" } }, { input: 1_000_000 }, "0.15"],
    ["the counts alone", { model: "gpt-4o-mini", provider: "openai", prompt_tokens: 1_000_000, completion_tokens: 0 }, { input: 1_000_000 }, "0.15"],
    ["before the price fell", { model: "o3", provider: "openai", created: 1746100800, usage: { prompt_tokens: 1_000_000, completion_tokens: 0 } }, { input: 1_000_000 }, "10"],
  ])("%s", (_form, line, tokens, cost) => {
    expect(bill(line)).toMatchObject({ status: "priced", tokens, cost });
  });
});

test("the parts are the bill's: input, output and searches", () => {
  const usage = { input_tokens: 10, cache_read_input_tokens: 0, output_tokens: 10 };
  const line = {
    model: "claude-sonnet-4-5",
    usage: { ...usage, server_tool_use: { web_search_requests: 2 } },
  };
  expect(bill({ ...line, provider: "anthropic" })).toMatchObject({
    inputCost: "0.00003",
    outputCost: "0.00015",
    otherCost: "0.02",
    cost: "0.02018",
  });
});

test.each([
  [
    "an unknown model",
    { provider: "openai", model: "gpt-imaginary-9" },
    "No price of gpt-imaginary-9 at openai",
  ],
  [
    "an unknown provider",
    { provider: "my-gateway", model: "gpt-4o" },
    "No price of gpt-4o at my-gateway",
  ],
  ["no model", {}, "names no model"],
])("%s is unpriced, with its tokens and the reason", (_what, more, reason) => {
  const made = bill({ ...more, usage: { prompt_tokens: 5, completion_tokens: 1 } });
  expect(made).toMatchObject({ status: "unpriced", cost: null, inputTokens: 5, outputTokens: 1 });
  expect(made).toHaveProperty("reason", expect.stringContaining(reason));
});

describe("refused with the field", () => {
  // biome-ignore format: refusals read in columns
  test.each<[string, unknown]>([
    ["usage.prompt_tokens", { usage: { prompt_tokens: -1, completion_tokens: 1 } }],
    ["usage.completion_tokens", { usage: { prompt_tokens: 1, completion_tokens: 0.5 } }],
    ["usage.output_tokens", { usage: { input_tokens: 1, output_tokens: 1e15, total_tokens: 2 } }],
    ["usage.input_tokens", { usage: { input_tokens: "many", output_tokens: 1 } }],
    ["usage.prompt_tokens_details.cached_tokens", { usage: { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 6 } } }],
    ["usage.output_tokens_details.reasoning_tokens", { usage: { input_tokens: 5, output_tokens: 1, output_tokens_details: { reasoning_tokens: 2 } } }],
    ["usage.cache_creation.ephemeral_1h_input_tokens", { usage: { input_tokens: 5, cache_creation_input_tokens: 1, output_tokens: 1, cache_creation: { ephemeral_1h_input_tokens: 2 } } }],
    ["usage.inputTokens", { usage: { inputTokens: -3, outputTokens: 1 } }],
    ["usageMetadata.cachedContentTokenCount", { usageMetadata: { promptTokenCount: 5, cachedContentTokenCount: 6 } }],
    ["usageMetadata.candidatesTokenCount", { usageMetadata: { promptTokenCount: 5, candidatesTokenCount: -6 } }],
    ["usage.prompt_tokens", { usage: { prompt_tokens: 500, completion_tokens: 1, total_tokens: 10 } }],
    ["usage", { model: "gpt-4o", choices: [] }],
    ["at", { at: "yesterday", usage: { prompt_tokens: 1, completion_tokens: 1 } }],
  ])("%s", (field, line) => {
    expect(bill(line)).toMatchObject({ status: "refused", field, cost: null });
  });

  test("what is no object", () => {
    expect(bill([1])).toMatchObject({ status: "refused", reason: "A line must be a JSON object" });
  });
});
