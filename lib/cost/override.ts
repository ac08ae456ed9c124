/** A project's own prices over the catalogue: dated, per model or provider, never two at once. */
import { Fault } from "@/lib/core/fault";
import type { Picos } from "@/lib/core/money";
import { checkTerms } from "./arithmetic";
import type { Rate } from "./price";
import { SERVICE_TIERS, type ServiceTier } from "./service-tier";
import { TOKEN_CLASSES, type TokenClass } from "./token-class";

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
  /** The name under which the catalogue knows it: a deployment, a gateway. Null model: the same name there. */
  readonly pricedAs: { readonly provider: string; readonly model: string | null } | null;
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

/** Names differ by letters, not by case or the space around them. */
export const keyOf = (name: string | null): string | null => name?.trim().toLowerCase() ?? null;

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
