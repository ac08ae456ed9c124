/** Writes of prices: a project's own, their end, and taking them back; stored calls follow in the background. */
import { refreshPrices } from "@/lib/cost/store/live";
import { environmentAsking, type SecondPerson } from "@/lib/platform/approval";
import { type Audit, command, type ProjectCtx } from "@/lib/platform/operation";
import type { PriceOverride } from "@/prisma/client/client";
import { newPriceSchema, type PriceKept, priceEndSchema, priceRemovalSchema } from "./schema";
import { endPrice as end, type Kept, makePrice, removePrice as remove } from "./store/keep";

/** This process has it at once; the others see the revision. */
async function spread({ project }: ProjectCtx, { price, backfillId }: Kept): Promise<PriceKept> {
  await refreshPrices(project.id);
  return { id: price.id, backfillId };
}

/** A price holds for every environment: the strictest rule of any of them does too. */
const secondPerson = <I>(
  action: `${string}.${string}`,
  says: (input: I) => string,
): SecondPerson<ProjectCtx, I> => ({
  action,
  asks: async ({ db, project }, input) => {
    const environment = await environmentAsking(db, project.id, null);
    return environment === null ? null : { environment, says: says(input) };
  },
});

type Named = { readonly provider: string; readonly model: string | null };
const nameOf = ({ provider, model }: Named): string => `${provider} ${model ?? "(all models)"}`;

export const setPrice = command({
  may: "prices:write",
  input: newPriceSchema,
  secondPerson: secondPerson(
    "price.set",
    ({ isBackfilled, from, ...named }: Named & { isBackfilled: boolean; from: Date }) =>
      `Price ${nameOf(named)} from ${from.toISOString()}${isBackfilled ? ", stored calls too" : ""}`,
  ),
  run: (ctx, { project: _here, isBackfilled, reason, ...draft }) =>
    makePrice(ctx, draft, { isBackfilled, reason }),
  afterwards: spread,
  audit: ({ reason }, kept) => ({ ...auditOf("price.set", kept), after: textOf(kept), reason }),
});

export const endPrice = command({
  may: "prices:write",
  input: priceEndSchema,
  secondPerson: secondPerson(
    "price.end",
    ({ id, to }: { id: string; to: Date }) => `End the price ${id} on ${to.toISOString()}`,
  ),
  run: (ctx, { id, to }) => end(ctx, id, to),
  afterwards: spread,
  audit: ({ reason }, kept) => ({ ...auditOf("price.end", kept), after: textOf(kept), reason }),
});

/** Nothing is lost: the price stays in the history, and the audit log has what it was. */
export const removePrice = command({
  may: "prices:write",
  input: priceRemovalSchema,
  secondPerson: secondPerson(
    "price.remove",
    ({ id }: { id: string }) => `Take the price ${id} back and price its calls as before`,
  ),
  run: (ctx, { id }) => remove(ctx, id),
  afterwards: spread,
  audit: ({ reason }, kept) => ({ ...auditOf("price.remove", kept), before: textOf(kept), reason }),
});

const auditOf = (action: Audit["action"], { price }: Kept) => ({
  action,
  object: { kind: "price", id: price.id },
});

const textOf = ({ price, backfillId }: { price: PriceOverride; backfillId: string | null }) => ({
  provider: price.provider,
  model: price.model,
  from: price.startsAt.toISOString(),
  to: price.endsAt?.toISOString() ?? null,
  currency: price.currency,
  terms: price.terms,
  isBackfilled: backfillId !== null,
});
