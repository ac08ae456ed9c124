import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allTokens, normaliseTokens } from "./tokens";

const usage = (input: number, read: number, write: number, output: number, reasoning = 0) => ({
  inputTokens: input,
  cacheReadTokens: read,
  cacheWriteTokens: write,
  outputTokens: output,
  reasoningTokens: reasoning,
});

describe("token classes", () => {
  // biome-ignore format: cases read in columns
  test.each([
    ["OpenAI: the input holds the cached ones",       "inclusive", usage(3_208, 1_024, 0, 400, 64), usage(2_184, 1_024, 0, 400, 64)],
    ["Anthropic: it does not",                        "exclusive", usage(176, 1_024, 0, 60),        usage(176, 1_024, 0, 60)],
    ["reads and writes both leave the input",         "inclusive", usage(1_000, 600, 300, 5),       usage(100, 600, 300, 5)],
    ["more cached than input cannot be inclusive",    "inclusive", usage(176, 1_024, 0, 60),        usage(176, 1_024, 0, 60)],
    ["reasoning beyond the output was beside it",     "exclusive", usage(10, 0, 0, 20, 64),         usage(10, 0, 0, 84, 64)],
  ] as const)("%s", (_, convention, raw, expected) => {
    expect(normaliseTokens(raw, convention)).toEqual(expected);
  });

  const count = fc.nat({ max: 1_000_000 });
  test("never become negative, and inclusive counting loses none of the input", () => {
    fc.assert(
      fc.property(count, count, count, count, count, (input, read, write, output, reasoning) => {
        const raw = usage(input, read, write, output, Math.min(reasoning, output));
        const normal = normaliseTokens(raw, "inclusive");
        expect(Math.min(...Object.values(normal))).toBeGreaterThanOrEqual(0);
        const total = read + write <= input ? input + output : allTokens(raw);
        expect(allTokens(normal)).toBe(total);
      }),
    );
  });
});
