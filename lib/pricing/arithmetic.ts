/** A stored cost, opened: the classes, rates and terms that made it, and whether they still do. */
import { type Picos, picosOf } from "@/lib/core/money";
import { exactDollars, picoDollars, receiptOf } from "@/lib/cost/arithmetic";
import type { Override } from "@/lib/cost/override";
import {
  type LookUp,
  overrideIdIn,
  type PriceFor,
  type Resolved,
  resolveWith,
} from "@/lib/cost/resolve";
import { classesOf } from "@/lib/cost/token-class";
import { allTokens } from "@/lib/telemetry/tokens";
import type { StoredCall } from "./reprice";
import type { ArithmeticView, CallView, CostLineView } from "./schema";
import { cardView, perMillionOf, sourceOf } from "./views";

type Opened = Omit<ArithmeticView, keyof CallView | "price" | "clientDifference">;

export type Prices = {
  readonly priceFor: PriceFor;
  readonly lookUp: LookUp;
  /** The override that the stored version names, taken back or not. */
  readonly named: Override | null;
};

/** What made the cost, told again: the override it names, else whatever holds at its instant. */
function resolvedAgain(call: StoredCall, { priceFor, lookUp, named }: Prices): Resolved {
  const { provider, model, serviceTier } = call;
  const asked = { provider, model, at: new Date(call.ts), serviceTier };
  if (named && overrideIdIn(call.priceVersion) === named.id)
    return resolveWith(asked, lookUp(provider, model, asked.at), named, lookUp);
  if (call.priceVersion === null) return priceFor(asked);
  const found = lookUp(provider, model, asked.at);
  return found?.catalogue === call.priceVersion
    ? plain(found, serviceTier !== null)
    : priceFor(asked);
}

const plain = (card: Resolved["card"], isTierUnknown: boolean): Resolved => ({
  card,
  terms: { discountBasisPoints: 0, multiplierBasisPoints: 10_000 },
  override: null,
  version: card?.catalogue ?? null,
  isTierUnknown,
});

export function arithmeticOf(call: StoredCall, prices: Prices): Opened {
  const resolved = resolvedAgain(call, prices);
  const { card, terms } = resolved;
  const receipt = card && receiptOf(classesOf(call.tokens), card, terms);
  const isWhole = receipt !== null && !("missing" in receipt);
  return {
    provider: call.provider,
    model: call.model,
    serviceTier: call.serviceTier,
    version: call.priceVersion,
    source: sourceOf(resolved),
    card: card && cardView(card),
    lines: isWhole ? receipt.lines.map(lineView) : [],
    ...terms,
    total: isWhole ? exactDollars(receipt.exact) : null,
    isReproduced: (isWhole ? receipt.picos : null) === call.costPicos,
    notes: notesOn(call, resolved, receipt && "missing" in receipt ? receipt.missing : null),
  };
}

type Line = {
  readonly of: string;
  readonly count: number;
  readonly rate: Picos;
  readonly above: number | null;
  readonly exact: bigint;
};

const lineView = ({ of, count, rate, above, exact }: Line): CostLineView => ({
  of,
  count,
  rate: picoDollars(rate),
  perMillion: of === "request" || of === "webSearch" ? null : perMillionOf(rate),
  above,
  cost: exactDollars(exact),
});

function notesOn(call: StoredCall, { card, isTierUnknown }: Resolved, missing: string | null) {
  const notes: string[] = [];
  if (call.costPicos === null && card === null)
    notes.push(
      `No catalogue entry and no price of this project names ${call.model} at ${call.provider}: the call is unpriced, which is not the same as free.`,
    );
  if (missing !== null)
    notes.push(`There is no rate for ${missing}, which this call has: it cannot be priced.`);
  if (isTierUnknown && call.costPicos !== null)
    notes.push(
      `The service tier ${call.serviceTier} has no multiplier: the call is charged as an ordinary one. Set a price with that multiplier to change it.`,
    );
  if (allTokens(call.tokens) === 0) notes.push("The call reported no tokens.");
  return notes;
}

export const differenceOf = (client: string | null, ours: string | null): string | null =>
  client === null || ours === null ? null : picoDollars(picosOf(client) - picosOf(ours));
