/** Prices, cards and back-fills as they are told: decimals as text, states in words. */
import type { Picos } from "@/lib/core/money";
import { picoDollars } from "@/lib/cost/arithmetic";
import type { Rate, RateCard } from "@/lib/cost/price";
import type { Resolved } from "@/lib/cost/resolve";
import { priceTermsSchema } from "@/lib/cost/terms";
import { rateFor, TOKEN_CLASSES } from "@/lib/cost/token-class";
import type {
  BackfillCause,
  BackfillView,
  CardView,
  PriceSource,
  PriceState,
  PriceView,
} from "./schema";

const MILLION = 1_000_000n;

export const perMillionOf = (rate: Picos): string => picoDollars(rate * MILLION);

export function cardView(card: RateCard): CardView {
  const rates = TOKEN_CLASSES.flatMap((of) => {
    const isNamed = of in card || card.media?.[of] !== undefined;
    const rate = isNamed ? rateFor(card, of) : null;
    return rate ? [{ of, ...rateView(rate) }] : [];
  });
  const perRequest = card.perRequest > 0n ? picoDollars(card.perRequest) : null;
  return { provider: card.provider, model: card.model, rates, perRequest };
}

const rateView = ({ base, tiers }: Rate) => ({
  perMillion: perMillionOf(base),
  tiers: tiers.map(({ above, rate }) => ({ above, perMillion: perMillionOf(rate) })),
});

export const sourceOf = ({ card, override }: Pick<Resolved, "card" | "override">): PriceSource =>
  card === null ? "none" : override === null ? "catalogue" : "override";

export type StoredPrice = {
  readonly id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly currency: string;
  readonly terms: unknown;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly createdByName: string;
  readonly endedByName: string | null;
  readonly removedAt: Date | null;
  readonly removedByName: string | null;
};

export const priceView = (row: StoredPrice, now: Date): PriceView => ({
  id: row.id,
  provider: row.provider,
  model: row.model,
  from: row.startsAt.toISOString(),
  to: row.endsAt?.toISOString() ?? null,
  currency: row.currency,
  terms: priceTermsSchema.parse(row.terms),
  state: stateOf(row, now),
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdByName,
  endedBy: row.endedByName,
  removedAt: row.removedAt?.toISOString() ?? null,
  removedBy: row.removedByName,
});

function stateOf({ startsAt, endsAt, removedAt }: StoredPrice, now: Date): PriceState {
  if (removedAt) return "removed";
  if (startsAt > now) return "to come";
  return endsAt !== null && endsAt <= now ? "ended" : "in force";
}

type StoredBackfill = {
  readonly id: string;
  readonly overrideId: string;
  readonly cause: string;
  readonly pass: number;
  readonly looked: bigint;
  readonly changed: bigint;
  readonly expected: bigint | null;
  readonly beforePicos: bigint;
  readonly afterPicos: bigint;
  readonly createdAt: Date;
  readonly createdByName: string;
  readonly finishedAt: Date | null;
  readonly override: Pick<StoredPrice, "provider" | "model">;
};

export function backfillView(row: StoredBackfill): BackfillView {
  const state = row.finishedAt ? "done" : row.pass === 1 ? "running" : "settling";
  const share = row.expected ? Number(row.looked) / Number(row.expected) : 0;
  return {
    id: row.id,
    priceId: row.overrideId,
    provider: row.override.provider,
    model: row.override.model,
    cause: row.cause as BackfillCause,
    state,
    progress: state === "running" ? Math.min(0.99, share) : 1,
    changed: Number(row.changed),
    before: picoDollars(row.beforePicos),
    after: picoDollars(row.afterPicos),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByName,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
