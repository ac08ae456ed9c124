/** How the browser asks for reports and subscribes to them: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, sendJson } from "@/lib/browser/http";
import { MINUTE } from "@/lib/core/time";
import type { ReportKind, ReportView, SubscriptionDraft, SubscriptionsView } from "./schema";

const BASE = "/api/v1/cost/reports";

export const reportQuery = (project: string, kind: ReportKind, on: string | null) =>
  queryOptions({
    queryKey: ["cost", "report", { project }, kind, on],
    queryFn: ({ signal }) => getJson<ReportView>(BASE, { project, kind, on }, signal),
    staleTime: MINUTE,
  });

export const subscriptionsKey = (project: string) =>
  ["cost", "subscriptions", { project }] as const;

export const subscriptionsQuery = (project: string) =>
  queryOptions({
    queryKey: subscriptionsKey(project),
    queryFn: ({ signal }) =>
      getJson<SubscriptionsView>(`${BASE}/subscriptions`, { project }, signal),
    staleTime: MINUTE,
  });

export const saveSubscription = (project: string, draft: SubscriptionDraft): Promise<unknown> =>
  sendJson("PUT", `${BASE}/subscriptions`, { project, ...draft });
