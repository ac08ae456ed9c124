/** Reads prices: the page, one cost opened, the calls of a model, and what a price would change. */
import { Fault } from "@/lib/core/fault";
import { DAY, frameOf, type Span } from "@/lib/core/time";
import { picoDollars } from "@/lib/cost/arithmetic";
import { admit } from "@/lib/cost/override";
import { costOf, priceBook } from "@/lib/cost/price-book";
import { openCatalogue } from "@/lib/cost/rate-card";
import { overrideIdIn, type PriceFor } from "@/lib/cost/resolve";
import { pricesOf } from "@/lib/cost/store/live";
import { readOverrides } from "@/lib/cost/store/overrides";
import { overrideOf, priceTermsSchema } from "@/lib/cost/terms";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { type CounterRow, readCounters } from "@/lib/telemetry/store/counters";
import { arithmeticOf, differenceOf } from "./arithmetic";
import { previewOf, scaledTo } from "./preview";
import {
  type ArithmeticView,
  type CallsView,
  type CallView,
  type ClientCostsView,
  callAskSchema,
  callsAskSchema,
  type ExampleView,
  type ModelRow,
  type PreviewView,
  type PricingView,
  priceDraftSchema,
  pricingAskSchema,
} from "./schema";
import { type CallRow, callOf } from "./store/calls";
import { callById, callsOf, clientSums, countCalls, newestCalls } from "./store/find-calls";
import { type Draft, draftOverride } from "./store/keep";
import { readUnpriced, type Unpriced } from "./store/worklist";
import { backfillView, cardView, priceView, sourceOf } from "./views";

const CALLS_SHOWN = 50;
const BACKFILLS_SHOWN = 20;
const PRICES_SHOWN = 200;
/** Calls that a preview prices one by one. */
const PREVIEWED = 50_000;

const rawSince = ({ now, project }: ProjectCtx): Date =>
  new Date(now.getTime() - project.rawDays * DAY);

export const readPricing = query({
  may: "telemetry:read",
  input: pricingAskSchema,
  run: async (ctx, ask): Promise<PricingView> => {
    const { pool, project, now, db } = ctx;
    const { tier, from, to } = frameOf(ask, now);
    const [priceFor, catalogue, counted, unpriced, prices, backfills] = await Promise.all([
      pricesOf(project.id),
      openCatalogue(),
      readCounters(pool, {
        ...{ projectId: project.id, span: { from, to }, tier, by: ["provider", "model"] },
        where: { environment: ask.env },
      }),
      readUnpriced(pool, project.id, ask.env),
      db.priceOverride.findMany({
        where: { projectId: project.id },
        orderBy: { createdAt: "desc" },
        take: PRICES_SHOWN,
      }),
      db.priceBackfill.findMany({
        where: { projectId: project.id },
        orderBy: { createdAt: "desc" },
        take: BACKFILLS_SHOWN,
        include: { override: true },
      }),
    ]);
    const models = counted
      .filter(({ calls }) => calls > 0)
      .map((row) => modelRow(row, priceFor, now));
    return {
      hasEvents: models.length > 0 || unpriced.length > 0,
      catalogue: catalogue.version,
      models: models.sort((a, b) => b.calls - a.calls),
      unpriced: unpriced.map((row) => unpricedRow(row, priceFor, now)),
      prices: prices.map((row) => priceView(row, now)),
      backfills: backfills.map(backfillView),
      rawSince: rawSince(ctx).toISOString(),
    };
  },
});

function modelRow(
  { key: { provider, model }, ...sums }: CounterRow,
  priceFor: PriceFor,
  at: Date,
): ModelRow {
  const resolved = priceFor({ provider, model, at, serviceTier: null });
  const { card, override, terms } = resolved;
  const tokens =
    sums.inputTokens + sums.cacheReadTokens + sums.cacheWriteTokens + sums.outputTokens;
  return {
    ...{ provider, model, calls: sums.calls, tokens, cost: picoDollars(sums.costPicos) },
    unpricedCalls: sums.unpricedCalls,
    source: sourceOf(resolved),
    version: resolved.version,
    card: card && cardView(card),
    discountBasisPoints: terms.discountBasisPoints,
    overrideId: override?.id ?? null,
    since: override?.from.toISOString() ?? null,
  };
}

const unpricedRow = ({ firstAt, lastAt, ...row }: Unpriced, priceFor: PriceFor, at: Date) => ({
  ...row,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
  isPricedNow: priceFor({ ...row, at, serviceTier: null }).card !== null,
});

export const listCalls = query({
  may: "telemetry:read",
  input: callsAskSchema,
  run: async ({ pool, project, now }, ask): Promise<CallsView> => {
    const { from, to } = frameOf(ask, now);
    const { provider, model, env: environment } = ask;
    const where = { projectId: project.id, environment, span: { from, to }, provider, model };
    const rows = await newestCalls(pool, where, CALLS_SHOWN + 1);
    return {
      calls: rows.slice(0, CALLS_SHOWN).map(callView),
      isMore: rows.length > CALLS_SHOWN,
    };
  },
});

const moneyOf = (picos: bigint | null): string | null =>
  picos === null ? null : picoDollars(picos);

function callView(row: CallRow): CallView {
  const { tokens } = callOf(row);
  return {
    id: row.id,
    at: row.ts.toISOString(),
    agent: row.agent ?? "",
    environment: row.environment,
    inputTokens: tokens.inputTokens + tokens.cacheReadTokens + tokens.cacheWriteTokens,
    cachedTokens: tokens.cacheReadTokens,
    outputTokens: tokens.outputTokens,
    cost: moneyOf(row.cost_picos),
    clientCost: moneyOf(row.client_cost_picos),
  };
}

export const readArithmetic = query({
  may: "telemetry:read",
  input: callAskSchema,
  run: async ({ pool, project, db, now }, { id, at, env }): Promise<ArithmeticView> => {
    const row = await callById(pool, project.id, id, at);
    if (!row || (env !== undefined && row.environment !== env))
      throw new Fault(
        "not-found",
        "There is no such call, or it is older than raw events are kept",
      );
    const overrideId = overrideIdIn(row.price_version);
    const stored =
      overrideId === null
        ? null
        : await db.priceOverride.findFirst({ where: { id: overrideId, projectId: project.id } });
    const named =
      stored &&
      overrideOf(
        { ...stored, from: stored.startsAt, to: stored.endsAt },
        priceTermsSchema.parse(stored.terms),
      );
    const [{ rateCardFor: lookUp }, priceFor] = await Promise.all([
      openCatalogue(),
      pricesOf(project.id),
    ]);
    const call = callView(row);
    return {
      ...call,
      ...arithmeticOf(callOf(row), { priceFor, lookUp, named }),
      price: stored && priceView(stored, now),
      clientDifference: differenceOf(call.clientCost, call.cost),
    };
  },
});

/** As if the draft held beside what holds; refused as the writing of it would be. */
async function withDraft({ pool, project }: ProjectCtx, draft: Draft) {
  const override = draftOverride("draft", draft);
  const [{ rateCardFor }, existing] = await Promise.all([
    openCatalogue(),
    readOverrides(pool, project.id),
  ]);
  admit(existing, override);
  return { override, priceFor: priceBook(rateCardFor, [...existing, override]) };
}

const EXAMPLE = { inputTokens: 10_000, outputTokens: 500 };

export const readExample = query({
  may: "prices:write",
  input: priceDraftSchema,
  run: async (ctx, { project: _here, ...draft }): Promise<ExampleView> => {
    const { priceFor } = await withDraft(ctx, draft);
    const model = draft.model ?? "";
    const at = draft.from;
    const usage = { ...EXAMPLE, cacheReadTokens: 0, cacheWriteTokens: 0 };
    const asked = { provider: draft.provider, model, at, serviceTier: null };
    const resolved = priceFor(asked);
    const now = (await pricesOf(ctx.project.id))(asked);
    return {
      ...EXAMPLE,
      cost: moneyOf(costOf(usage, resolved)),
      costNow: moneyOf(costOf(usage, now)),
      card: resolved.card && cardView(resolved.card),
    };
  },
});

export const previewPrice = query({
  may: "prices:write",
  input: priceDraftSchema,
  run: async (ctx, { project: _here, ...draft }): Promise<PreviewView> => {
    const { pool, project, now } = ctx;
    const { override, priceFor } = await withDraft(ctx, draft);
    const kept = rawSince(ctx);
    const from = draft.from > kept ? draft.from : kept;
    const span: Span = { from, to: draft.to ?? new Date(now.getTime() + DAY) };
    const since = { rawSince: kept.toISOString() };
    if (span.from >= span.to) return { ...previewOf([], override.id, priceFor), ...since };
    const seen = await readCounters(pool, {
      ...{ projectId: project.id, span, tier: "1d", by: ["provider", "model"] },
    });
    // Another price of its own may hold at one end of the stretch and not at the other.
    const isMeant = (name: { readonly provider: string; readonly model: string }) =>
      [draft.from, now].some(
        (at) => priceFor({ ...name, at, serviceTier: null }).override?.id === override.id,
      );
    const models = seen
      .map(({ key: { provider, model } }) => ({ provider, model }))
      .filter(isMeant);
    const rows = await callsOf(pool, project.id, models, span, PREVIEWED + 1);
    const calls = rows
      .slice(0, PREVIEWED)
      .map((row) => ({ ...callOf(row), agent: row.agent ?? "" }));
    const preview = previewOf(calls, override.id, priceFor);
    if (rows.length <= PREVIEWED) return { ...preview, ...since };
    const counted = await countCalls(pool, project.id, models, span);
    return { ...scaledTo(preview, calls.length, counted), ...since };
  },
});

/** Only raw events keep what clients said: the newest day of the range is enough to see a difference. */
export const readClientCosts = query({
  may: "telemetry:read",
  input: pricingAskSchema,
  run: async ({ pool, project, now }, ask): Promise<ClientCostsView> => {
    const { from, to } = frameOf(ask, now);
    const since = new Date(Math.max(from.getTime(), to.getTime() - DAY));
    const span = { from: since, to };
    const sums = await clientSums(pool, { projectId: project.id, environment: ask.env, span });
    return {
      since: since.toISOString(),
      rows: sums.map(({ client, ours, ...row }) => ({
        ...row,
        clientCost: picoDollars(client),
        ourCost: picoDollars(ours),
        difference: picoDollars(client - ours),
      })),
    };
  },
});
