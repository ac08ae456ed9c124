/** Writes a project's own prices: made, ended and taken back, each with the back-fill that it needs. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { admit, type Override } from "@/lib/cost/override";
import { overrideOf, type PriceTerms, priceTermsSchema } from "@/lib/cost/terms";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { BackfillCause } from "@/lib/pricing/schema";
import { readCounters } from "@/lib/telemetry/store/counters";
import type { PriceOverride } from "@/prisma/client/client";

type WriteCtx = ProjectCtx & { readonly db: Transaction };

export type Draft = {
  readonly provider: string;
  readonly model: string | null;
  readonly from: Date;
  readonly to: Date | null;
  readonly currency: string;
  readonly terms: PriceTerms;
};
export type Kept = { readonly price: PriceOverride; readonly backfillId: string | null };
type Stretch = { readonly from: Date; readonly to: Date | null };

export const draftOverride = (id: string, { terms, ...placed }: Draft): Override => {
  const says =
    Object.keys(terms.rates).length > 0 ||
    terms.perRequest !== null ||
    terms.discountBasisPoints > 0 ||
    Object.keys(terms.multipliers).length > 0 ||
    terms.pricedAs !== null;
  if (says) return overrideOf({ id, ...placed }, terms);
  const message =
    "terms: say a rate, a discount, a multiplier or another name; this changes nothing";
  throw new Fault("invalid", message, { field: "terms" });
};

const overrideIn = ({ startsAt: from, endsAt: to, terms, ...row }: PriceOverride): Override =>
  overrideOf({ ...row, from, to }, priceTermsSchema.parse(terms));

export async function makePrice(
  ctx: WriteCtx,
  draft: Draft,
  { isBackfilled, reason }: { readonly isBackfilled: boolean; readonly reason: string },
): Promise<Kept> {
  const id = randomUUID();
  const existing = await heldNow(ctx);
  admit(existing.map(overrideIn), draftOverride(id, draft));
  const { provider, model, from, to, currency, terms } = draft;
  const price = await ctx.db.priceOverride.create({
    data: {
      ...{ id, projectId: ctx.project.id, provider, model, startsAt: from, endsAt: to, currency },
      ...{ terms, reason, createdAt: ctx.now, createdByName: ctx.actor.name },
    },
  });
  const backfillId = isBackfilled ? await plan(ctx, price, "apply", { from, to }) : null;
  return { price, backfillId };
}

/** Calls between the old end and the new one are priced anew. */
export async function endPrice(ctx: WriteCtx, id: string, to: Date): Promise<Kept> {
  const existing = await heldNow(ctx);
  const found = existing.find((one) => one.id === id) ?? missing();
  admit(existing.map(overrideIn), { ...overrideIn(found), to });
  const price = await ctx.db.priceOverride.update({
    where: { id },
    data: { endsAt: to, endedByName: ctx.actor.name },
  });
  const was = found.endsAt;
  const stretch = was !== null && was < to ? { from: was, to } : { from: to, to: was };
  return { price, backfillId: await plan(ctx, price, "end", stretch) };
}

/** As if it had never been there: what it priced gets the price it would have had. */
export async function removePrice(ctx: WriteCtx, id: string): Promise<Kept> {
  const existing = await heldNow(ctx);
  const found = existing.find((one) => one.id === id) ?? missing();
  const price = await ctx.db.priceOverride.update({
    where: { id },
    data: { removedAt: ctx.now, removedByName: ctx.actor.name },
  });
  const stretch = { from: found.startsAt, to: found.endsAt };
  return { price, backfillId: await plan(ctx, price, "undo", stretch) };
}

function missing(): never {
  throw new Fault("not-found", "There is no such price, or it was taken back", { field: "id" });
}

/** Two who write at once go one after the other, and everybody is told that something changed. */
async function heldNow({ db, project, now }: WriteCtx): Promise<PriceOverride[]> {
  const projectId = project.id;
  await db.priceState.upsert({
    where: { projectId },
    create: { projectId, revision: 1, updatedAt: now },
    update: { revision: { increment: 1 }, updatedAt: now },
  });
  return db.priceOverride.findMany({ where: { projectId, removedAt: null } });
}

/** Null where no call can be that old and no older: the future needs no back-fill. */
async function plan(
  ctx: WriteCtx,
  { id: overrideId }: PriceOverride,
  cause: BackfillCause,
  { from, to }: Stretch,
): Promise<string | null> {
  const { db, project, actor, now, pool } = ctx;
  if (from > now) return null;
  // Events may be dated a little ahead, and a day's rollup holds them all.
  const span = { from, to: to ?? new Date(now.getTime() + DAY) };
  const [seen] = await readCounters(pool, { projectId: project.id, span, tier: "1d" });
  const { id } = await db.priceBackfill.create({
    data: {
      ...{ id: randomUUID(), projectId: project.id, overrideId, cause, startsAt: from, endsAt: to },
      ...{ expected: BigInt(seen?.calls ?? 0), createdAt: now, createdByName: actor.name },
      updatedAt: now,
    },
  });
  return id;
}
