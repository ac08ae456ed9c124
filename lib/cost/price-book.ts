/** All prices of one project at once: asked with every call, so what a name matches is looked for once. */
import { LRUCache } from "lru-cache";
import type { Picos } from "@/lib/core/money";
import { NO_TERMS, underTerms } from "./arithmetic";
import type { Override } from "./override";
import { priceOf, type Usage } from "./price";
import { type LookUp, nearestOf, type PriceFor, type Resolved, resolveBy } from "./resolve";

/** Names of models that a project uses at a time, by far. */
const NAMES_KEPT = 2_000;
const NONE: readonly Override[] = [];

export function priceBook(lookUp: LookUp, overrides: readonly Override[]): PriceFor {
  const known = new LRUCache<string, readonly Override[]>({ max: NAMES_KEPT });
  return (asked) => {
    const found = lookUp(asked.provider, asked.model, asked.at);
    if (overrides.length === 0) return resolveBy(asked, found, NONE, lookUp);
    const names = [asked.provider, asked.model, found?.provider, found?.model];
    const key = names.join("\u001f");
    let nearest = known.get(key);
    if (!nearest) {
      nearest = nearestOf(asked, found, overrides);
      known.set(key, nearest);
    }
    return resolveBy(asked, found, nearest, lookUp);
  };
}

/** What a call costs under what was resolved; null: it cannot be priced. */
export function costOf(usage: Usage, { card, terms }: Resolved): Picos | null {
  const price = priceOf(usage, card);
  if (price === null || terms === NO_TERMS) return price?.picos ?? null;
  return underTerms(price.picos, terms);
}
