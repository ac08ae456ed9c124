/** One line of raw usage, priced: its classes and its lines, or the reason why it has no price or is refused. */

import { Fault } from "@/lib/core/fault";
import type { Picos } from "@/lib/core/money";
import {
  type Counted,
  exactDollars,
  picoDollars,
  type Receipt,
  receiptOf,
} from "@/lib/cost/arithmetic";
import type { RateCard } from "@/lib/cost/price";
import type { PriceFor } from "@/lib/cost/resolve";
import { inputSizeOf, outputSizeOf } from "@/lib/cost/token-class";
import { type Envelope, envelopeOf } from "./envelope";
import { readUsage } from "./read";

type PricedLine = {
  readonly of: string;
  readonly count: number;
  /** Dollars each, before discount and multiplier, as a decimal. */
  readonly rate: string;
  readonly above: number | null;
  readonly cost: string;
};

export type Bill =
  | {
      readonly status: "priced";
      readonly provider: string;
      readonly model: string;
      readonly at: string;
      readonly catalogue: string;
      readonly tokens: Counted;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly lines: readonly PricedLine[];
      readonly discount: number;
      readonly multiplier: number;
      /** Exact decimals of dollars; `cost` is the sum of the others. */
      readonly inputCost: string;
      readonly outputCost: string;
      readonly otherCost: string;
      readonly cost: string;
      readonly costPicos: Picos;
      readonly notes: readonly string[];
    }
  | {
      readonly status: "unpriced";
      readonly provider: string;
      readonly model: string | null;
      readonly tokens: Counted;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly cost: null;
      readonly reason: string;
    }
  | {
      readonly status: "refused";
      readonly field: string | null;
      readonly cost: null;
      readonly reason: string;
    };

export type Pricing = {
  readonly priceFor: PriceFor;
  /** When a line does not say when. */
  readonly now: Date;
};

export function billOf(line: unknown, pricing: Pricing): Bill {
  try {
    const envelope = envelopeOf(line);
    return priced(envelope, readUsage(envelope.body, envelope.dialect), pricing);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const field = typeof error.detail.field === "string" ? error.detail.field : null;
    return { status: "refused", field, cost: null, reason: error.message };
  }
}

function priced(envelope: Envelope, tokens: Counted, pricing: Pricing): Bill {
  const sizes = { inputTokens: inputSizeOf(tokens), outputTokens: outputSizeOf(tokens) };
  const { provider } = envelope;
  const unpriced = (reason: string): Bill => ({
    status: "unpriced",
    provider,
    model: envelope.model,
    tokens,
    ...sizes,
    cost: null,
    reason,
  });
  if (envelope.model === null) return unpriced("The line names no model");
  const { model, serviceTier } = envelope;
  const at = envelope.at ?? pricing.now;
  const resolved = pricing.priceFor({ provider, model, at, serviceTier });
  if (resolved.card === null)
    return unpriced(`No price of ${model}${provider ? ` at ${provider}` : ""}`);
  const receipt = receiptOf(tokens, resolved.card, resolved.terms);
  if ("missing" in receipt) return unpriced(`${model} has no rate for ${receipt.missing}`);
  const notes = notesOn(envelope, tokens, resolved.card, resolved.isTierUnknown);
  return { ...head(resolved.card, at), tokens, ...sizes, ...costsOf(receipt), notes };
}

const head = ({ provider, model, catalogue }: RateCard, at: Date) =>
  ({ status: "priced", provider, model, at: at.toISOString(), catalogue }) as const;

function costsOf(receipt: Receipt) {
  return {
    lines: receipt.lines.map(({ of, count, rate, above, exact }) => ({
      of,
      count,
      rate: picoDollars(rate),
      above,
      cost: exactDollars(exact),
    })),
    discount: receipt.discountBasisPoints / 10_000,
    multiplier: receipt.multiplierBasisPoints / 10_000,
    inputCost: exactDollars(receipt.sides.input),
    outputCost: exactDollars(receipt.sides.output),
    otherCost: exactDollars(receipt.sides.other),
    cost: exactDollars(receipt.exact),
    costPicos: receipt.picos,
  };
}

function notesOn(envelope: Envelope, tokens: Counted, card: RateCard, isTierUnknown: boolean) {
  const notes: string[] = [];
  if (envelope.at === null)
    notes.push("The line has no instant: the price of the instant above holds");
  if (isTierUnknown)
    notes.push(
      `Service tier ${envelope.serviceTier} has no multiplier: charged as an ordinary call`,
    );
  if ((tokens.webSearch ?? 0) > 0 && card.perWebSearch == null)
    notes.push(`${tokens.webSearch} web searches have no price: not in this cost`);
  return notes;
}
