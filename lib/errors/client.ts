/** How the browser asks about errors and settles them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { ErrorStateAnswer, ErrorsAsk, ErrorsView, ErrorView } from "./schema";

const BASE = "/api/v1/errors";

export const errorsQuery = (ask: Ask, filters: ErrorsAsk, live = true) =>
  queryOptions({
    queryKey: ["errors", ask, filters],
    queryFn: ({ signal }) => getJson<ErrorsView>(BASE, { ...ask, ...filters }, signal),
    ...polling(ask, live),
  });

export const errorQuery = (ask: Ask, fingerprint: string, live = true) =>
  queryOptions({
    queryKey: ["errors", ask, { fingerprint }],
    queryFn: ({ signal }) =>
      getJson<ErrorView>(`${BASE}/${encodeURIComponent(fingerprint)}`, ask, signal),
    ...polling(ask, live),
  });

export type ErrorAct = "resolve" | "reopen";

export const settleError = (project: string, fingerprint: string, act: ErrorAct, reason: string) =>
  postJson<ErrorStateAnswer>(`${BASE}/${encodeURIComponent(fingerprint)}/${act}`, {
    project,
    ...(reason && { reason }),
  });

/** Everything that shows a state. */
export const ERRORS_KEY = ["errors"] as const;
