/** What an LLM call cost: whole pico-dollars, from counts of tokens and a rate card, with nothing to round. */
import { Fault } from "@/lib/core/fault";
import { addPicos, type Picos } from "@/lib/core/money";

/** Pico-dollars a token. When the whole input exceeds `above` tokens, the whole call is charged at that tier. */
export type Rate = {
  readonly base: Picos;
  /** Ascending; the last one exceeded holds. */
  readonly tiers: readonly { readonly above: number; readonly rate: Picos }[];
};

/** The prices of one model at one time. A class without a rate is not free: it cannot be priced. */
export type RateCard = {
  readonly provider: string;
  readonly model: string;
  /** Name and version of the catalogue, stored beside every cost it made. */
  readonly catalogue: string;
  readonly perRequest: Picos;
  readonly input: Rate | null;
  readonly cacheRead: Rate | null;
  readonly cacheWrite: Rate | null;
  /** For entries kept an hour instead of five minutes. */
  readonly cacheWrite1h: Rate | null;
  readonly output: Rate | null;
  readonly reasoning: Rate | null;
  /** Sound, pictures and film, where they are not charged as text. */
  readonly media?: Readonly<Partial<Record<string, Rate>>>;
  /** A search of the web that the provider made; null where it names no price. */
  readonly perWebSearch?: Picos | null;
};

/** Token classes that do not overlap, but for the two that say "of which". */
export type Usage = {
  /** Input neither read from nor written to the provider's cache. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Of the cache writes, those kept an hour. */
  readonly cacheWrite1hTokens?: number | undefined;
  readonly outputTokens: number;
  /** Of the output, what was reasoning. */
  readonly reasoningTokens?: number | undefined;
};

export type Price = {
  readonly picos: Picos;
  readonly breakdown: {
    readonly input: Picos;
    readonly cacheRead: Picos;
    readonly cacheWrite: Picos;
    readonly output: Picos;
    readonly request: Picos;
  };
};

/**
 * Prices a call, or says null: unpriced. On a bill, a free model and one without a price look alike,
 * so the absence of a card, or of a rate for a class that has tokens, never becomes a zero.
 */
export function priceOf(usage: Usage, card: RateCard | null): Price | null {
  const { cacheWrite1hTokens: long = 0, reasoningTokens: reasoning = 0 } = usage;
  const plainWrite = usage.cacheWriteTokens - long;
  const plainOutput = usage.outputTokens - reasoning;
  const counts = [
    usage.inputTokens,
    usage.cacheReadTokens,
    plainWrite,
    long,
    plainOutput,
    reasoning,
  ];
  if (!counts.every((n) => Number.isSafeInteger(n) && n >= 0))
    throw new Fault(
      "invalid",
      "Tokens are whole numbers from zero, and a part is not above its whole",
    );
  if (card === null) return null;

  const size = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const input = charge(card.input, usage.inputTokens, size);
  const cacheRead = charge(card.cacheRead, usage.cacheReadTokens, size);
  const written = charge(card.cacheWrite, plainWrite, size);
  const writtenLong = charge(card.cacheWrite1h, long, size);
  const said = charge(card.output, plainOutput, size);
  const thought = charge(card.reasoning, reasoning, size);
  if (input === null || cacheRead === null || written === null || writtenLong === null) return null;
  if (said === null || thought === null) return null;

  const breakdown = {
    input,
    cacheRead,
    cacheWrite: written + writtenLong,
    output: said + thought,
    request: card.perRequest,
  };
  return { picos: addPicos(Object.values(breakdown)), breakdown };
}

function charge(rate: Rate | null, tokens: number, inputSize: number): Picos | null {
  if (tokens === 0) return 0n;
  if (rate === null) return null;
  const tier = rate.tiers.findLast(({ above }) => inputSize > above);
  return BigInt(tokens) * (tier?.rate ?? rate.base);
}
