/** The classes a call's tokens fall in: they do not overlap, and each is charged at one rate. */
import type { Rate, RateCard, Usage } from "./price";

/** In the order in which a bill lists them. */
export const TOKEN_CLASSES = [
  "input",
  "inputAudio",
  "inputImage",
  "inputVideo",
  "cacheRead",
  "cacheReadAudio",
  "cacheReadImage",
  "cacheReadVideo",
  "cacheWrite",
  "cacheWrite1h",
  "output",
  "reasoning",
  "outputAudio",
  "outputImage",
  "outputVideo",
] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** How many of each; a class that is left out has none. */
export type ClassCounts = Readonly<Partial<Record<TokenClass, number>>>;

const OUTPUT: ReadonlySet<TokenClass> = new Set([
  "output",
  "reasoning",
  "outputAudio",
  "outputImage",
  "outputVideo",
]);

export const isOutput = (of: TokenClass): boolean => OUTPUT.has(of);

/** Everything the model read, cached or not: what the tiers of long contexts go by. */
export function inputSizeOf(counts: ClassCounts): number {
  return TOKEN_CLASSES.reduce((sum, of) => sum + (isOutput(of) ? 0 : (counts[of] ?? 0)), 0);
}

export function outputSizeOf(counts: ClassCounts): number {
  return TOKEN_CLASSES.reduce((sum, of) => sum + (isOutput(of) ? (counts[of] ?? 0) : 0), 0);
}

/** The class whose rate holds where a card has none for the finer one. */
const COARSER: Readonly<Partial<Record<TokenClass, keyof RateCard & TokenClass>>> = {
  inputAudio: "input",
  inputImage: "input",
  inputVideo: "input",
  cacheReadAudio: "cacheRead",
  cacheReadImage: "cacheRead",
  cacheReadVideo: "cacheRead",
  outputAudio: "output",
  outputImage: "output",
  outputVideo: "output",
};

export function rateFor(card: RateCard, of: TokenClass): Rate | null {
  const coarser = COARSER[of];
  if (coarser === undefined) return card[of as keyof RateCard & TokenClass] as Rate | null;
  return card.media?.[of] ?? (card[coarser] as Rate | null);
}

/** The classes of a call as they are stored: no media apart, reasoning within the output. */
export function classesOf(usage: Usage): ClassCounts {
  const { cacheWrite1hTokens: long = 0, reasoningTokens: reasoning = 0 } = usage;
  return {
    input: usage.inputTokens,
    cacheRead: usage.cacheReadTokens,
    cacheWrite: usage.cacheWriteTokens - long,
    cacheWrite1h: long,
    output: usage.outputTokens - reasoning,
    reasoning,
  };
}
