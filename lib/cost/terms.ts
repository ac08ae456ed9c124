/** The terms of an override as they are written, sent and stored: decimals of dollars, whole ten-thousandths. */
import { z } from "zod";
import { type Picos, picosOf } from "@/lib/core/money";
import type { Override } from "./override";
import type { Rate } from "./price";
import { SERVICE_TIERS } from "./service-tier";
import { TOKEN_CLASSES } from "./token-class";

const MILLION = 1_000_000n;

/** Dollars a million tokens. Six decimals make whole pico-dollars a token, so nothing rounds. */
const perMillionField = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,6})?$/, "must be dollars such as 2.50, with at most six decimals");
const nameField = (max: number) => z.string().trim().min(1).max(max);

const rateSchema = z.strictObject({
  perMillion: perMillionField,
  tiers: z
    .array(z.strictObject({ above: z.int().min(1).max(100_000_000), perMillion: perMillionField }))
    .max(8)
    .default([]),
});

export const priceTermsSchema = z.strictObject({
  rates: z.partialRecord(z.enum(TOKEN_CLASSES), rateSchema).default({}),
  perRequest: z
    .string()
    .trim()
    .regex(/^\d{1,6}(\.\d{1,12})?$/, "must be dollars such as 0.01, with at most twelve decimals")
    .nullable()
    .default(null),
  discountBasisPoints: z.int().min(0).max(10_000).default(0),
  /** Ten-thousandths of the price: 5,000 is half of it. */
  multipliers: z.partialRecord(z.enum(SERVICE_TIERS), z.int().min(0).max(1_000_000)).default({}),
  pricedAs: z
    .strictObject({ provider: nameField(120), model: nameField(200).nullable().default(null) })
    .nullable()
    .default(null),
});
export type PriceTerms = z.output<typeof priceTermsSchema>;
type RateTerms = z.output<typeof rateSchema>;

export type Placed = Pick<Override, "id" | "provider" | "model" | "from" | "to" | "currency">;

export const overrideOf = (placed: Placed, terms: PriceTerms): Override => ({
  ...placed,
  rates: Object.fromEntries(
    Object.entries(terms.rates).map(([of, rate]) => [of, rateOf(rate)] as const),
  ),
  perRequest: terms.perRequest === null ? null : picosOf(terms.perRequest),
  discountBasisPoints: terms.discountBasisPoints,
  multipliers: terms.multipliers,
  pricedAs: terms.pricedAs,
});

const rateOf = ({ perMillion, tiers }: RateTerms): Rate => ({
  base: perToken(perMillion),
  tiers: tiers.map((tier) => ({ above: tier.above, rate: perToken(tier.perMillion) })),
});

const perToken = (perMillion: string): Picos => picosOf(perMillion) / MILLION;
