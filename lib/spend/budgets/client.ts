/** How the browser asks about budgets and sets them: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { BudgetChange, BudgetDraft, BudgetsView } from "./schema";

const BASE = "/api/v1/cost/budgets";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

export const budgetsKey = (project: string) => ["cost", "budgets", { project }] as const;

export const budgetsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: budgetsKey(project),
    queryFn: ({ signal }) => getJson<BudgetsView>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

type Kept = { readonly id: string; readonly revision: number };

export const createBudget = (project: string, draft: BudgetDraft): Promise<Kept> =>
  postJson(BASE, { project, ...draft });

export const changeBudget = (project: string, id: string, change: BudgetChange): Promise<Kept> =>
  sendJson("PATCH", urlOf(id), { project, ...change });

export const removeBudget = (project: string, id: string): Promise<unknown> =>
  sendJson("DELETE", urlOf(id), { project });
