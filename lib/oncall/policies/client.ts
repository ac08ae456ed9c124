/** How the browser asks about escalation policies: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Policy } from "@/lib/oncall/schema";
import type { PoliciesView, PolicyKept } from "./schema";

const BASE = "/api/v1/escalation-policies";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows escalation policies of a project. */
export const policiesKey = (project: string) => ["escalation-policies", { project }] as const;

export const policiesQuery = (project: string, live = false) =>
  queryOptions({
    queryKey: policiesKey(project),
    queryFn: ({ signal }) => getJson<PoliciesView>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

export const createPolicy = (project: string, policy: Policy): Promise<PolicyKept> =>
  postJson(BASE, { project, policy });

export const changePolicy = (
  project: string,
  { id, revision }: PolicyKept,
  policy: Policy,
): Promise<PolicyKept> => sendJson("PUT", urlOf(id), { project, revision, policy });

export const removePolicy = (project: string, id: string): Promise<PolicyKept> =>
  sendJson("DELETE", urlOf(id), { project });
