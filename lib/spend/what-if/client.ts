/** How the browser asks "what if": the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { MINUTE } from "@/lib/core/time";
import type { LeverInput, ScenarioView, WhatIfView } from "./schema";

const BASE = "/api/v1/cost/what-if";

export const whatIfQuery = (project: string, levers: LeverInput) =>
  queryOptions({
    queryKey: ["cost", "what-if", { project }, levers],
    queryFn: ({ signal }) => postJson<WhatIfView>(BASE, { project, levers }, signal),
    staleTime: MINUTE,
    placeholderData: <T>(before: T | undefined): T | undefined => before,
  });

export const scenariosKey = (project: string) => ["cost", "scenarios", { project }] as const;

export const scenariosQuery = (project: string) =>
  queryOptions({
    queryKey: scenariosKey(project),
    queryFn: ({ signal }) =>
      getJson<readonly ScenarioView[]>(`${BASE}/scenarios`, { project }, signal),
    staleTime: MINUTE,
  });

export const saveScenario = (project: string, name: string, levers: LeverInput): Promise<unknown> =>
  postJson(`${BASE}/scenarios`, { project, name, levers });

export const removeScenario = (project: string, id: string): Promise<unknown> =>
  sendJson("DELETE", `${BASE}/scenarios/${encodeURIComponent(id)}`, { project });
