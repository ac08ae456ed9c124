/** Prices and money of this page in words. */
import { exactMoney, formatMoney, picosOf } from "@/lib/core/money";
import type { PriceTerms } from "@/lib/cost/terms";
import type { BackfillView, CardView } from "./schema";

const CLASS_WORDS: Readonly<Record<string, string>> = {
  input: "Input",
  inputAudio: "Input, sound",
  inputImage: "Input, pictures",
  inputVideo: "Input, film",
  cacheRead: "Cache read",
  cacheReadAudio: "Cache read, sound",
  cacheReadImage: "Cache read, pictures",
  cacheReadVideo: "Cache read, film",
  cacheWrite: "Cache write",
  cacheWrite1h: "Cache write, kept an hour",
  output: "Output",
  reasoning: "Reasoning",
  outputAudio: "Output, sound",
  outputImage: "Output, pictures",
  outputVideo: "Output, film",
  webSearch: "Web searches",
  request: "The request itself",
};
export const classWords = (of: string): string => CLASS_WORDS[of] ?? of;

/** For reading; every digit is in the tooltip. */
export const money = (decimal: string): string => formatMoney(picosOf(decimal));
export const moneyExact = (decimal: string): string => exactMoney(picosOf(decimal));
/** A rate with every digit, and at least cents. */
export const rateWords = (decimal: string): string => moneyExact(decimal);

export const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
export const times = (basisPoints: number): string => `× ${basisPoints / 10_000}`;
export const modelWords = (model: string | null): string => model ?? "all models";

/** `in $2.50 · out $10.00`, a million: the two that decide most bills. */
export function cardWords(card: CardView | null): string {
  if (card === null) return "no price";
  const rate = (of: string) => {
    const found = card.rates.find((one) => one.of === of);
    return found && rateWords(found.perMillion);
  };
  const [input, output] = [rate("input"), rate("output")];
  const parts = [input && `in ${input}`, output && `out ${output}`].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : `${rateWords(card.perRequest ?? "0")} a request`;
}

/** What an override agrees, part by part. */
export function termsWords(terms: PriceTerms): string[] {
  const rates = Object.entries(terms.rates).map(([of, { perMillion, tiers }]) => {
    const long = tiers.map(
      (tier) => `, above ${tier.above} input tokens ${rateWords(tier.perMillion)}`,
    );
    return `${classWords(of)} ${rateWords(perMillion)}${long.join("")}`;
  });
  const multipliers = Object.entries(terms.multipliers).map(
    ([tier, basisPoints]) => `${tier} ${times(basisPoints)}`,
  );
  const { pricedAs } = terms;
  return [
    ...(pricedAs ? [`priced as ${pricedAs.provider} ${pricedAs.model ?? "(same model)"}`] : []),
    ...rates,
    ...(terms.perRequest === null ? [] : [`${rateWords(terms.perRequest)} a request`]),
    ...(terms.discountBasisPoints > 0 ? [`less ${percent(terms.discountBasisPoints)}`] : []),
    ...multipliers,
  ];
}

const CAUSES: Readonly<Record<BackfillView["cause"], string>> = {
  apply: "Priced",
  end: "Ended",
  undo: "Taken back",
};
export const causeWords = (cause: BackfillView["cause"]): string => CAUSES[cause];
