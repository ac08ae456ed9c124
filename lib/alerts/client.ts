/** How the browser asks about alerts and answers them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { AlertDetail, AlertHistoryView, AlertsAsk, AlertsView, Answered } from "./views";

const BASE = "/api/v1/alerts";

/** What fires does not depend on the time range, and is asked at the pace of the shortest. */
export const alertsQuery = ({ project, env }: Ask, filters: AlertsAsk = {}, live = true) =>
  queryOptions({
    queryKey: ["alerts", { project, env }, filters],
    queryFn: ({ signal }) => getJson<AlertsView>(BASE, { project, env, ...filters }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export const alertHistoryQuery = (ask: Ask, filters: AlertsAsk, live = true) =>
  queryOptions({
    queryKey: ["alerts", ask, { ...filters, history: true }],
    queryFn: ({ signal }) =>
      getJson<AlertHistoryView>(`${BASE}/history`, { ...ask, ...filters }, signal),
    ...polling(ask, live),
  });

export const alertQuery = (project: string, id: string, live = true) =>
  queryOptions({
    queryKey: ["alerts", { project }, { id }],
    queryFn: ({ signal }) =>
      getJson<AlertDetail>(`${BASE}/${encodeURIComponent(id)}`, { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export type AlertAct = "acknowledge" | "take-back";

export const answerAlert = (project: string, id: string, act: AlertAct) =>
  postJson<Answered>(`${BASE}/${encodeURIComponent(id)}/${act}`, { project });

/** Everything that shows how alerts stand. */
export const ALERTS_KEY = ["alerts"] as const;
