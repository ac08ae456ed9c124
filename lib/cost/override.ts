/** A project's own prices over the catalogue: dated, per model or provider, never two at once. */
import { Fault } from "@/lib/core/fault";
import type { Picos } from "@/lib/core/money";
import { checkTerms, type Terms } from "./arithmetic";
import type { Rate, RateCard } from "./price";
import { TOKEN_CLASSES, type TokenClass } from "./token-class";
import { SERVICE_TIERS, type ServiceTier } from "./usage/envelope";

export type Override = {
  readonly id: string;
  readonly provider: string;
  /** Null: every model of the provider that has no override of its own. */
  readonly model: string | null;
  readonly from: Date;
  /** Half-open; null: until somebody ends it. */
  readonly to: Date | null;
  readonly currency: string;
  /** Rates that differ from the catalogue's; empty where only terms were agreed. */
  readonly rates: Readonly<Partial<Record<TokenClass, Rate>>>;
  readonly perRequest: Picos | null;
  readonly discountBasisPoints: number;
  readonly multipliers: Readonly<Partial<Record<ServiceTier, number>>>;
};

/** Another name for a provider or, at one provider, for a model. Followed once: an alias of an alias is none. */
export type Alias =
  | { readonly of: "provider"; readonly name: string; readonly means: string }
  | {
      readonly of: "model";
      readonly provider: string;
      readonly name: string;
      readonly means: string;
    };

const CURRENCIES: readonly string[] = ["USD"];

/** Refuses an override that cannot hold, or that would hold beside another. One in the future is fine. */
export function admit(existing: readonly Override[], candidate: Override): void {
  checkOverride(candidate);
  const other = existing.find((one) => one.id !== candidate.id && overlaps(one, candidate));
  if (!other) return;
  const until = other.to === null ? "on" : `to ${other.to.toISOString()}`;
  throw new Fault(
    "conflict",
    `from: another price of ${nameOf(other)} holds from ${other.from.toISOString()} ${until}; end it first`,
    { field: "from", override: other.id },
  );
}

const nameOf = ({ provider, model }: Override): string => `${provider} ${model ?? "(all models)"}`;

function overlaps(a: Override, b: Override): boolean {
  const isSame = keyOf(a.provider) === keyOf(b.provider) && keyOf(a.model) === keyOf(b.model);
  const endsAfter = (one: Override, other: Override) => one.to === null || one.to > other.from;
  return isSame && endsAfter(a, b) && endsAfter(b, a);
}

const keyOf = (name: string | null): string | null => name?.trim().toLowerCase() ?? null;

function checkOverride(one: Override): void {
  const refuse = (field: string, why: string): never => {
    throw new Fault("invalid", `${field}: ${why}`, { field });
  };
  if (one.provider.trim() === "") refuse("provider", "say whose price it is");
  if (!CURRENCIES.includes(one.currency))
    refuse(
      "currency",
      `“${one.currency}” is not known; prices are kept in ${CURRENCIES.join(", ")}`,
    );
  if (one.to !== null && one.to <= one.from) refuse("to", "must be after the start");
  for (const of of TOKEN_CLASSES) if (one.rates[of]) checkRate(of, one.rates[of]);
  if (one.perRequest !== null && one.perRequest < 0n) refuse("perRequest", "must not be negative");
  checkTerms({ discountBasisPoints: one.discountBasisPoints, multiplierBasisPoints: 10_000 });
  for (const tier of SERVICE_TIERS)
    checkTerms({ discountBasisPoints: 0, multiplierBasisPoints: one.multipliers[tier] ?? 10_000 });
}

function checkRate(of: TokenClass, { base, tiers }: Rate): void {
  const isNegative = base < 0n || tiers.some(({ rate }) => rate < 0n);
  const isAscending = tiers.every(({ above }, i) => above > (tiers[i - 1]?.above ?? 0));
  if (!isNegative && isAscending) return;
  const why = isNegative ? "a rate must not be negative" : "tiers must ascend from above zero";
  throw new Fault("invalid", `rates.${of}: ${why}`, { field: `rates.${of}` });
}

export type Asked = {
  readonly provider: string;
  readonly model: string;
  readonly at: Date;
  readonly serviceTier: ServiceTier | null;
};

export type Named = Pick<Asked, "provider" | "model">;

/** What a name stands for in this project. */
export function unaliased(asked: Named, aliases: readonly Alias[]): Named {
  const provider =
    aliases.find((one) => one.of === "provider" && keyOf(one.name) === keyOf(asked.provider))
      ?.means ?? asked.provider;
  const model = aliases.find(
    (one) =>
      one.of === "model" &&
      keyOf(one.provider) === keyOf(provider) &&
      keyOf(one.name) === keyOf(asked.model),
  )?.means;
  return { provider, model: model ?? asked.model };
}

export type Resolved = {
  /** Null: neither the catalogue nor the project has a price. */
  readonly card: RateCard | null;
  readonly terms: Terms;
  readonly override: Override | null;
  /** The call was made at a service tier whose multiplier nobody has set: it is charged as an ordinary one. */
  readonly isTierUnknown: boolean;
};

/** The card and terms in force at that instant; `found` is the catalogue's card for the name after aliases. */
export function resolve(
  { provider, model, at, serviceTier }: Asked,
  found: RateCard | null,
  overrides: readonly Override[],
): Resolved {
  const providers = [keyOf(provider), keyOf(found?.provider ?? null)];
  const models = [keyOf(model), keyOf(found?.model ?? null)];
  const inForce = overrides.filter(
    (one) =>
      providers.includes(keyOf(one.provider)) && one.from <= at && (one.to === null || at < one.to),
  );
  // The name as it was sent is nearer than the catalogue's name for it.
  const override =
    models
      .filter((name) => name !== null)
      .map((name) => inForce.find((one) => keyOf(one.model) === name))
      .find((one) => one !== undefined) ??
    inForce.find((one) => one.model === null) ??
    null;
  const multiplier = serviceTier === null ? 10_000 : override?.multipliers[serviceTier];
  return {
    card: override ? withRates(found, override, { provider, model }) : found,
    terms: {
      discountBasisPoints: override?.discountBasisPoints ?? 0,
      multiplierBasisPoints: multiplier ?? 10_000,
    },
    override,
    isTierUnknown: multiplier === undefined,
  };
}

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
    catalogue: `override ${override.id}${found ? ` over ${found.catalogue}` : ""}`,
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
