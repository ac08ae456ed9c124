/** What is asked and told about prices: the models seen, a project's own prices, back-fills and single costs. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import { askSchema, askWith, projectField } from "@/lib/core/ask";
import { type PriceTerms, priceTermsSchema } from "@/lib/cost/terms";

export const pricingAskSchema = askSchema;
const providerField = z.string().trim().min(1, "say whose price it is").max(120).regex(PRINTABLE);
const modelField = z.string().trim().min(1).max(200).regex(PRINTABLE);
const reasonField = z.string().trim().min(1, "say why").max(500).regex(PRINTABLE);

const priceFields = {
  project: projectField,
  provider: providerField,
  /** Null: every model of the provider that has no price of its own here. */
  model: modelField.nullable(),
  from: z.coerce.date(),
  to: z.coerce.date().nullable().default(null),
  currency: z.string().trim().max(8).default("USD"),
  terms: priceTermsSchema,
};
export const priceDraftSchema = z.strictObject(priceFields);
export const newPriceSchema = z.strictObject({
  ...priceFields,
  /** Calls from that date on that are stored already are priced anew. */
  isBackfilled: z.boolean().default(false),
  reason: reasonField,
});
/** A price as a form sends it. */
export type PriceDraft = Omit<z.input<typeof priceDraftSchema>, "project" | "from" | "to"> & {
  readonly from: string;
  readonly to: string | null;
};
export const priceEndSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  to: z.coerce.date(),
  reason: reasonField,
});
export const priceRemovalSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  reason: reasonField,
});
export const callsAskSchema = askWith({
  provider: z.string().max(120),
  model: z.string().max(200),
});
export const callAskSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  /** Of another environment it is not found; a key of one asks for its own. */
  env: z.string().min(1).max(64).optional(),
  /** When it happened, for who knows: it is found at once. */
  at: z.coerce.date().optional(),
});

/** Money is a decimal of dollars with every digit; `null` is unpriced. */
type Money = string;

type RateView = {
  readonly of: string;
  readonly perMillion: Money;
  readonly tiers: readonly { readonly above: number; readonly perMillion: Money }[];
};
export type CardView = {
  readonly provider: string;
  readonly model: string;
  readonly rates: readonly RateView[];
  readonly perRequest: Money | null;
};

export type PriceSource = "catalogue" | "override" | "none";

export type ModelRow = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly tokens: number;
  readonly cost: Money;
  readonly unpricedCalls: number;
  readonly source: PriceSource;
  /** The version that calls of now get; null without a price. */
  readonly version: string | null;
  readonly card: CardView | null;
  readonly discountBasisPoints: number;
  readonly overrideId: string | null;
  /** Since when the override holds. */
  readonly since: string | null;
};

export type UnpricedRow = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly tokens: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Calls of now have a price: what is left are stored ones. */
  readonly isPricedNow: boolean;
};

export type PriceState = "in force" | "to come" | "ended" | "removed";
export type PriceView = {
  readonly id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly currency: string;
  readonly terms: PriceTerms;
  readonly state: PriceState;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly endedBy: string | null;
  readonly removedAt: string | null;
  readonly removedBy: string | null;
};

export type BackfillCause = "apply" | "end" | "undo";
type BackfillState = "running" | "settling" | "done";
export type BackfillView = {
  readonly id: string;
  readonly priceId: string;
  readonly provider: string;
  readonly model: string | null;
  readonly cause: BackfillCause;
  readonly state: BackfillState;
  /** 0..1 of the calls that are looked at. */
  readonly progress: number;
  readonly changed: number;
  readonly before: Money;
  readonly after: Money;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly finishedAt: string | null;
};

export type PricingView = {
  readonly hasEvents: boolean;
  readonly catalogue: string;
  readonly models: readonly ModelRow[];
  readonly unpriced: readonly UnpricedRow[];
  readonly prices: readonly PriceView[];
  readonly backfills: readonly BackfillView[];
  /** Stored calls from before it are no longer there to be priced anew. */
  readonly rawSince: string;
};

export type ExampleView = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null: these terms make no price. */
  readonly cost: Money | null;
  readonly costNow: Money | null;
  readonly card: CardView | null;
};

export type PreviewAgent = {
  readonly agent: string;
  readonly calls: number;
  readonly tokens: number;
  readonly before: Money;
  readonly after: Money;
};
export type PreviewView = {
  readonly calls: number;
  readonly tokens: number;
  readonly unpriced: number;
  readonly before: Money;
  readonly after: Money;
  readonly agents: readonly PreviewAgent[];
  /** More calls than are priced one by one for a preview: the money is that of the first so many, scaled. */
  readonly isEstimate: boolean;
  readonly rawSince: string;
};

export type PriceKept = { readonly id: string; readonly backfillId: string | null };

export type CallView = {
  readonly id: string;
  readonly at: string;
  readonly agent: string;
  readonly environment: string;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly cost: Money | null;
  readonly clientCost: Money | null;
};
export type CallsView = { readonly calls: readonly CallView[]; readonly isMore: boolean };

export type ClientRow = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly clientCost: Money;
  readonly ourCost: Money;
  /** What the client says less what we say. */
  readonly difference: Money;
};
export type ClientCostsView = { readonly rows: readonly ClientRow[]; readonly since: string };

export type CostLineView = {
  readonly of: string;
  readonly count: number;
  /** Dollars for one of them, before discount and multiplier. */
  readonly rate: Money;
  readonly perMillion: Money | null;
  readonly above: number | null;
  readonly cost: Money;
};
/** One cost, opened. */
export type ArithmeticView = CallView & {
  readonly provider: string;
  readonly model: string;
  readonly serviceTier: string | null;
  readonly version: string | null;
  readonly source: PriceSource;
  /** The card that made the cost, under the name the catalogue has for it. */
  readonly card: CardView | null;
  readonly lines: readonly CostLineView[];
  readonly discountBasisPoints: number;
  readonly multiplierBasisPoints: number;
  /** The exact sum of the lines; the cost is it, rounded once to the pico-dollar. */
  readonly total: Money | null;
  /** The lines make what is stored. Else another version of the catalogue made it, and the lines are those of now. */
  readonly isReproduced: boolean;
  readonly price: PriceView | null;
  /** What the client says less what we say. */
  readonly clientDifference: Money | null;
  readonly notes: readonly string[];
};
