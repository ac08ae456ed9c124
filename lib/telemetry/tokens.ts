/** Tokens in classes that do not overlap, whatever convention the client counts in. */

export type TokenClasses = {
  /** Neither read from nor written to the provider's cache. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  /** The part of the output that was reasoning. */
  readonly reasoningTokens: number;
};
export type TokenConvention = "exclusive" | "inclusive";

/**
 * OpenTelemetry and OpenAI count cached tokens as input too; Anthropic and Langfuse do not. More
 * cached than input cannot be inclusive, whatever was declared. Reasoning beyond the output was
 * counted beside it, so it is added.
 */
export function normaliseTokens(raw: TokenClasses, convention: TokenConvention): TokenClasses {
  const cached = raw.cacheReadTokens + raw.cacheWriteTokens;
  const isInclusive = convention === "inclusive" && cached <= raw.inputTokens;
  const isBeside = raw.reasoningTokens > raw.outputTokens;
  return {
    inputTokens: isInclusive ? raw.inputTokens - cached : raw.inputTokens,
    cacheReadTokens: raw.cacheReadTokens,
    cacheWriteTokens: raw.cacheWriteTokens,
    outputTokens: isBeside ? raw.outputTokens + raw.reasoningTokens : raw.outputTokens,
    reasoningTokens: raw.reasoningTokens,
  };
}

export const allTokens = (tokens: TokenClasses): number =>
  tokens.inputTokens + tokens.cacheReadTokens + tokens.cacheWriteTokens + tokens.outputTokens;
