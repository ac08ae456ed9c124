/** Which prices a call has: the catalogue's, under the override of the project that is in force at its instant. */
import { NO_TERMS, type Terms } from "./arithmetic";
import { keyOf, type Override } from "./override";
import type { Rate, RateCard } from "./price";
import type { ServiceTier } from "./service-tier";

export type Asked = {
  readonly provider: string;
  readonly model: string;
  readonly at: Date;
  readonly serviceTier: ServiceTier | null;
};

type Named = Pick<Asked, "provider" | "model">;
/** The catalogue's card for a name at an instant. */
export type LookUp = (provider: string, model: string, at: Date) => RateCard | null;

export type Resolved = {
  /** Null: neither the catalogue nor the project has a price. */
  readonly card: RateCard | null;
  readonly terms: Terms;
  readonly override: Override | null;
  /** Stored beside the cost: the catalogue's version, the override, or both. Null without a card. */
  readonly version: string | null;
  /** The call was made at a service tier whose multiplier nobody has set: it is charged as an ordinary one. */
  readonly isTierUnknown: boolean;
};

/** Whoever prices many calls keeps one of these. */
export type PriceFor = (asked: Asked) => Resolved;

const isInForce = ({ from, to }: Override, at: Date): boolean =>
  from <= at && (to === null || at < to);

/** The overrides that name a call's model or its provider, nearest first, whenever they hold. */
export function nearestOf(
  { provider, model }: Named,
  found: RateCard | null,
  overrides: readonly Override[],
): readonly Override[] {
  const providers = [keyOf(provider), keyOf(found?.provider ?? null)];
  const own = overrides.filter((one) => providers.includes(keyOf(one.provider)));
  // The name as it was sent is nearer than the catalogue's name for it.
  const names = [...new Set([keyOf(model), keyOf(found?.model ?? null)])];
  const named = names
    .filter((name) => name !== null)
    .flatMap((name) => own.filter((one) => keyOf(one.model) === name));
  return [...named, ...own.filter((one) => one.model === null)];
}

/** The card and terms at that instant; `found` is the catalogue's card for the call's own name. */
export function resolveBy(
  asked: Asked,
  found: RateCard | null,
  nearest: readonly Override[],
  lookUp: LookUp,
): Resolved {
  const { at, serviceTier } = asked;
  const override = nearest.find((one) => isInForce(one, at)) ?? null;
  if (override === null) {
    const version = found?.catalogue ?? null;
    const isTierUnknown = serviceTier !== null;
    return { card: found, terms: NO_TERMS, override, version, isTierUnknown };
  }
  return resolveWith(asked, found, override, lookUp);
}

/** The same under one override, whether or not it holds then: how a stored cost is told again. */
export function resolveWith(
  asked: Asked,
  found: RateCard | null,
  override: Override,
  lookUp: LookUp,
): Resolved {
  const { model, at, serviceTier } = asked;
  const { pricedAs, discountBasisPoints } = override;
  const base = pricedAs ? lookUp(pricedAs.provider, pricedAs.model ?? model, at) : found;
  const card = withRates(base, override, asked);
  const multiplier = serviceTier === null ? 10_000 : override.multipliers[serviceTier];
  return {
    card,
    terms: { discountBasisPoints, multiplierBasisPoints: multiplier ?? 10_000 },
    override,
    version: card === null ? null : versionOf(override, base),
    isTierUnknown: multiplier === undefined,
  };
}

export function resolve(asked: Asked, lookUp: LookUp, overrides: readonly Override[]): Resolved {
  const found = lookUp(asked.provider, asked.model, asked.at);
  return resolveBy(asked, found, nearestOf(asked, found, overrides), lookUp);
}

const versionOf = ({ id }: Override, base: RateCard | null): string =>
  `override ${id}${base ? ` over ${base.catalogue}` : ""}`;

/** The override that a stored version names. */
export const overrideIdIn = (version: string | null): string | null =>
  /^override (\S+)/.exec(version ?? "")?.[1] ?? null;

/** A class that the override does not price keeps the catalogue's rate, or that of the class it is part of. */
function withRates(found: RateCard | null, override: Override, named: Named): RateCard | null {
  const { rates } = override;
  if (Object.keys(rates).length === 0 && override.perRequest === null) return found;
  const rate = (of: keyof typeof rates & keyof RateCard, whole: Rate | null): Rate | null =>
    rates[of] ?? (found?.[of] as Rate | null | undefined) ?? whole;
  const input = rate("input", null);
  const output = rate("output", null);
  const cacheWrite = rate("cacheWrite", input);
  return {
    provider: found?.provider ?? named.provider,
    model: found?.model ?? named.model,
    catalogue: versionOf(override, found),
    perRequest: override.perRequest ?? found?.perRequest ?? 0n,
    input,
    cacheRead: rate("cacheRead", input),
    cacheWrite,
    cacheWrite1h: rate("cacheWrite1h", cacheWrite),
    output,
    reasoning: rates.reasoning ?? reasoningOf(found, rates, output),
    media: { ...found?.media, ...rates },
    perWebSearch: found?.perWebSearch ?? null,
  };
}

/** Where the catalogue charges thoughts as output, a new price of the output is theirs too. */
function reasoningOf(
  found: RateCard | null,
  rates: Override["rates"],
  output: Rate | null,
): Rate | null {
  const isApart = found !== null && found.reasoning?.base !== found.output?.base;
  return isApart && !rates.output ? found.reasoning : output;
}
