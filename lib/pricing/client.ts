/** How the browser asks about prices and sets them: the only place these URLs are spelled. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type {
  ArithmeticView,
  CallsView,
  ClientCostsView,
  ExampleView,
  PreviewView,
  PriceDraft,
  PriceKept,
  PricingView,
} from "./schema";

const BASE = "/api/v1/pricing";
const priceUrl = (id: string): string => `${BASE}/prices/${encodeURIComponent(id)}`;

/** Everything that shows prices of a project. */
export const pricingKey = (project: string) => ["pricing", { project }] as const;

export const pricingQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: [...pricingKey(ask.project), "page", ask],
    queryFn: ({ signal }) => getJson<PricingView>(BASE, ask, signal),
    ...polling(ask, live),
  });

/** Read from raw events, so asked less often than what rollups hold. */
export const clientCostsQuery = (ask: Ask) =>
  queryOptions({
    queryKey: [...pricingKey(ask.project), "clients", ask],
    queryFn: ({ signal }) => getJson<ClientCostsView>(`${BASE}/clients`, ask, signal),
    retry: worthRetrying,
    staleTime: 30_000,
  });

export const callsQuery = (ask: Ask, provider: string, model: string) =>
  queryOptions({
    queryKey: [...pricingKey(ask.project), "calls", ask, provider, model],
    queryFn: ({ signal }) =>
      getJson<CallsView>(`${BASE}/calls`, { ...ask, provider, model }, signal),
    retry: worthRetrying,
    staleTime: 5_000,
  });

/** `at`, where it is known, finds the call at once. */
export const arithmeticQuery = (project: string, id: string, at?: string) =>
  queryOptions({
    queryKey: [...pricingKey(project), "call", id],
    queryFn: ({ signal }) =>
      getJson<ArithmeticView>(`${BASE}/calls/${encodeURIComponent(id)}`, { project, at }, signal),
    retry: worthRetrying,
    staleTime: 5_000,
  });

export const exampleQuery = (project: string, draft: PriceDraft, isWhole: boolean) =>
  queryOptions({
    // Apart from the rest: once the price is set, the draft would overlap it.
    queryKey: ["price-example", { project }, draft],
    queryFn: ({ signal }) =>
      postJson<ExampleView>(`${BASE}/example`, { project, ...draft }, signal),
    enabled: isWhole,
    retry: worthRetrying,
    staleTime: 5_000,
    placeholderData: keepPreviousData,
  });

export const previewPrice = (project: string, draft: PriceDraft): Promise<PreviewView> =>
  postJson(`${BASE}/preview`, { project, ...draft });

type Kept = { readonly isBackfilled: boolean; readonly reason: string };

export const setPrice = (project: string, draft: PriceDraft & Kept): Promise<PriceKept> =>
  postJson(`${BASE}/prices`, { project, ...draft });

export const endPrice = (
  project: string,
  id: string,
  end: { readonly to: string; readonly reason: string },
): Promise<PriceKept> => postJson(`${priceUrl(id)}/end`, { project, ...end });

export const removePrice = (project: string, id: string, reason: string): Promise<PriceKept> =>
  sendJson("DELETE", priceUrl(id), { project, reason });
