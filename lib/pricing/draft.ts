/** A price as somebody writes it: text in fields, per cent and times, until it is sent. */
import type { PriceDraft } from "./schema";

/** The classes that a form offers; the others follow from them. */
export const RATE_FIELDS = [
  { of: "input", label: "Input" },
  { of: "output", label: "Output" },
  { of: "cacheRead", label: "Cache read" },
  { of: "cacheWrite", label: "Cache write" },
  { of: "reasoning", label: "Reasoning" },
] as const;
type RateField = (typeof RATE_FIELDS)[number]["of"];

export const TIER_FIELDS = [
  { of: "batch", label: "Batch" },
  { of: "flex", label: "Flex" },
  { of: "priority", label: "Priority" },
] as const;
type TierField = (typeof TIER_FIELDS)[number]["of"];

export type Draft = {
  readonly provider: string;
  /** Empty: every model of the provider. */
  readonly model: string;
  /** On the reader's clock, as a date field writes it. */
  readonly from: string;
  readonly to: string;
  readonly rates: Readonly<Partial<Record<RateField, string>>>;
  /** Inputs above so many tokens have rates of their own. */
  readonly above: string;
  readonly longRates: Readonly<Partial<Record<RateField, string>>>;
  readonly perRequest: string;
  readonly discount: string;
  readonly multipliers: Readonly<Partial<Record<TierField, string>>>;
  readonly asProvider: string;
  readonly asModel: string;
  readonly isBackfilled: boolean;
  readonly reason: string;
};

export const blankDraft = (provider: string, model: string, from: string): Draft => ({
  ...{ provider, model, from, to: "", rates: {}, above: "", longRates: {}, perRequest: "" },
  ...{ discount: "", multipliers: {}, asProvider: "", asModel: "", isBackfilled: true, reason: "" },
});

/** A decimal as ten-thousandths, exactly; what is no decimal is left for the server to refuse. */
function tenThousandths(text: string, shift: 2 | 4): number {
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  if (whole === "" || fraction.length > shift) return Number.NaN;
  return Number(whole + fraction.padEnd(shift, "0"));
}

const given = <K extends string>(fields: Readonly<Partial<Record<K, string>>>): [K, string][] =>
  (Object.entries(fields) as [K, string][])
    .map(([name, text]) => [name, text.trim()] as [K, string])
    .filter(([, text]) => text !== "");

const instantOf = (text: string): string => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

export function sendable(draft: Draft): PriceDraft {
  const long = Object.fromEntries(given(draft.longRates));
  const above = Number(draft.above);
  const rates = given(draft.rates).map(([of, perMillion]) => {
    const tier = draft.above.trim() === "" ? undefined : long[of];
    return [of, { perMillion, ...(tier && { tiers: [{ above, perMillion: tier }] }) }] as const;
  });
  const multipliers = given(draft.multipliers).map(
    ([tier, times]) => [tier, tenThousandths(times, 4)] as const,
  );
  const asProvider = draft.asProvider.trim();
  const asModel = draft.asModel.trim();
  return {
    provider: draft.provider.trim(),
    model: draft.model.trim() || null,
    from: instantOf(draft.from),
    to: draft.to === "" ? null : instantOf(draft.to),
    terms: {
      rates: Object.fromEntries(rates),
      perRequest: draft.perRequest.trim() || null,
      discountBasisPoints: draft.discount.trim() === "" ? 0 : tenThousandths(draft.discount, 2),
      multipliers: Object.fromEntries(multipliers),
      pricedAs: asProvider === "" ? null : { provider: asProvider, model: asModel || null },
    },
  };
}

/** There is something in it that makes a price; before that nothing is asked. */
export function isWhole({ provider, from, terms }: PriceDraft): boolean {
  const { rates = {}, perRequest, discountBasisPoints, multipliers = {}, pricedAs } = terms;
  const says =
    Object.keys(rates).length > 0 ||
    Object.keys(multipliers).length > 0 ||
    Boolean(perRequest || discountBasisPoints || pricedAs);
  return provider !== "" && from !== "" && says;
}
