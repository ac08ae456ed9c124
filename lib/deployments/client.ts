/** How the browser asks about deployments and checks them off: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { Part } from "./checklist";
import type { DeploymentDetail, DeploymentsView } from "./schema";

const BASE = "/api/v1/deployments";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows deployments. */
export const DEPLOYMENTS_KEY = ["deployments"] as const;

export const deploymentsQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["deployments", ask],
    queryFn: ({ signal }) => getJson<DeploymentsView>(BASE, { ...ask }, signal),
    ...polling(ask, live),
  });

export const deploymentQuery = (project: string, id: string, live = true) =>
  queryOptions({
    queryKey: ["deployments", { project }, { id }],
    queryFn: ({ signal }) => getJson<DeploymentDetail>(urlOf(id), { project }, signal),
    ...polling({ project }, live),
  });

type Sent = {
  readonly revision: number;
  readonly points: readonly {
    readonly part: Part;
    readonly text: string;
    readonly isDone: boolean;
  }[];
};

export const writeChecklist = (project: string, id: string, sent: Sent): Promise<unknown> =>
  sendJson("PUT", `${urlOf(id)}/checklist`, { project, ...sent });

export const signOff = (
  project: string,
  id: string,
  sent: { readonly revision: number; readonly note: string },
): Promise<unknown> => postJson(`${urlOf(id)}/sign-off`, { project, ...sent });
