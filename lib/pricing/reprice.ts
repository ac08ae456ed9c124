/** A stored call and what it costs under the prices of now: the one sum behind previews, back-fills and receipts. */
import type { Picos } from "@/lib/core/money";
import { costOf } from "@/lib/cost/price-book";
import { overrideIdIn, type PriceFor } from "@/lib/cost/resolve";
import type { ServiceTier } from "@/lib/cost/service-tier";
import type { TokenClasses } from "@/lib/telemetry/tokens";

export type StoredCall = {
  readonly ts: number;
  readonly provider: string;
  readonly model: string;
  readonly serviceTier: ServiceTier | null;
  readonly tokens: TokenClasses;
  /** Null: unpriced. */
  readonly costPicos: Picos | null;
  readonly priceVersion: string | null;
};

export type Repriced = { readonly picos: Picos | null; readonly version: string | null };

/**
 * Null where the override has nothing to do with the call: it neither made the cost that is stored
 * nor would make the one of now. Everything else stays as it was priced, whatever the catalogue says today.
 */
export function repriced(
  { ts, provider, model, serviceTier, tokens, priceVersion }: StoredCall,
  overrideId: string,
  priceFor: PriceFor,
): Repriced | null {
  const resolved = priceFor({ provider, model, at: new Date(ts), serviceTier });
  const isIts = overrideIdIn(priceVersion) === overrideId || resolved.override?.id === overrideId;
  if (!isIts) return null;
  const picos = costOf(tokens, resolved);
  return { picos, version: picos === null ? null : resolved.version };
}
