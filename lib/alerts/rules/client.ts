/** How the browser asks about alert rules: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import type { Rule } from "@/lib/alerts/schema";
import { getJson, postJson, queryOf, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { HistoryView, PreviewRow, RuleMade, RuleRow, RuleView } from "./schema";

const BASE = "/api/v1/alert-rules";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows rules of a project. */
export const rulesKey = (project: string) => ["alert-rules", { project }] as const;

export const rulesQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: rulesKey(project),
    queryFn: ({ signal }) => getJson<readonly RuleRow[]>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

export const ruleQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...rulesKey(project), id],
    queryFn: ({ signal }) => getJson<RuleView>(urlOf(id), { project }, signal),
    ...polling({ project }),
  });

/** What the rule would have read: the same for every threshold, so it is asked for once. */
export const historyQuery = (project: string, rule: Rule, days: number) => {
  const { signal: watched, filters, groupBy, windowMs } = rule;
  return queryOptions({
    queryKey: ["alert-history", { project, days, watched, filters, groupBy, windowMs }],
    queryFn: ({ signal }) =>
      postJson<HistoryView>(`${BASE}/backtest`, { project, rule, days, give: "history" }, signal),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    retry: worthRetrying,
  });
};

export const createRule = (project: string, rule: Rule): Promise<RuleMade> =>
  postJson(BASE, { project, rule });

type RuleChange = { readonly revision: number; readonly rule: Rule };

export const changeRule = (project: string, id: string, change: RuleChange): Promise<RuleMade> =>
  sendJson("PUT", urlOf(id), { project, ...change });

export const switchRule = (project: string, id: string, isEnabled: boolean): Promise<unknown> =>
  sendJson("PATCH", urlOf(id), { project, isEnabled });

export const removeRule = (project: string, id: string, reason: string): Promise<unknown> =>
  sendJson("DELETE", urlOf(id), { project, reason });

export const duplicateRule = (project: string, id: string): Promise<RuleMade> =>
  postJson(`${urlOf(id)}/duplicate`, { project });

export const testRule = (project: string, id: string): Promise<{ readonly alert: string }> =>
  postJson(`${urlOf(id)}/test`, { project });

export const previewRules = (project: string, text: string): Promise<readonly PreviewRow[]> =>
  postJson(`${BASE}/import/preview`, { project, text });

export const importRules = (
  project: string,
  text: string,
  chosen: readonly number[],
): Promise<{ readonly created: readonly RuleMade[] }> =>
  postJson(`${BASE}/import`, { project, text, chosen });

/** A link to a file: the browser saves it. */
export const exportHref = (project: string): string => `${BASE}/export?${queryOf({ project })}`;
