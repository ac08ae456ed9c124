/** How the browser asks for spend: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, queryOf } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import { MINUTE } from "@/lib/core/time";
import type { SpendDim } from "./dimension";
import type { CallsView, FailuresView, SpendFormat, SpendView } from "./schema";

type ByAsk = Ask & { readonly by: SpendDim };

export const spendQuery = (ask: ByAsk, live = true) =>
  queryOptions({
    queryKey: ["cost", "spend", ask],
    queryFn: ({ signal }) => getJson<SpendView>("/api/v1/cost", ask, signal),
    ...polling(ask, live),
  });

export type CallsAsk = ByAsk & {
  readonly name?: string;
  readonly at?: string;
  readonly order: "newest" | "dearest";
};

/** Read when it is asked, and not again by itself: it passes over single events. */
export const spendCallsQuery = (ask: CallsAsk) =>
  queryOptions({
    queryKey: ["cost", "calls", ask],
    queryFn: ({ signal }) => getJson<CallsView>("/api/v1/cost/calls", nameGiven(ask), signal),
    staleTime: MINUTE,
  });

/** Calls that named nothing are asked for by an empty name, which the address would leave out. */
const nameGiven = ({ name, ...ask }: CallsAsk) =>
  name === undefined ? ask : { ...ask, name: name === "" ? NONE : name };
/** A space is no name that an event can carry alone. */
const NONE = " ";

export const failuresQuery = (ask: Ask) =>
  queryOptions({
    queryKey: ["cost", "failures", ask],
    queryFn: ({ signal }) => getJson<FailuresView>("/api/v1/cost/failures", ask, signal),
    staleTime: MINUTE,
  });

export const spendExportUrl = (ask: ByAsk, format: SpendFormat): string =>
  `/api/v1/cost/export?${queryOf({ ...ask, format })}`;
