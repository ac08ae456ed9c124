/** How the browser asks about maintenance windows: the only place these URLs are spelled. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { Matcher } from "@/lib/notify/matcher";
import type { WindowKept, WindowPreview, WindowSpec, WindowView } from "./schema";

const BASE = "/api/v1/maintenance-windows";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows maintenance windows of a project. */
export const windowsKey = (project: string) => ["maintenance-windows", { project }] as const;

export const windowsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: windowsKey(project),
    queryFn: ({ signal }) => getJson<readonly WindowView[]>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

export const windowPreviewQuery = (project: string, spec: WindowSpec) =>
  queryOptions({
    queryKey: [...windowsKey(project), { spec }],
    queryFn: ({ signal }) => postJson<WindowPreview>(`${BASE}/preview`, { project, spec }, signal),
    retry: worthRetrying,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export type WindowRequest = {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly spec: WindowSpec;
};

export const createWindow = (project: string, window: WindowRequest): Promise<WindowKept> =>
  postJson(BASE, { project, ...window });

export const changeWindow = (
  project: string,
  { id, updatedAt }: Pick<WindowView, "id" | "updatedAt">,
  window: WindowRequest & { readonly isEnabled: boolean },
): Promise<WindowKept> => sendJson("PUT", urlOf(id), { project, was: updatedAt, ...window });

export const removeWindow = (project: string, id: string): Promise<WindowKept> =>
  sendJson("DELETE", urlOf(id), { project });
