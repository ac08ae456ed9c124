/** How the browser asks about runbooks and writes them: the only place these URLs are spelled. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { PanelAsk } from "./markdown/node";
import type {
  ImportedFile,
  PanelView,
  PreviewView,
  RunbookKept,
  RunbooksView,
  RunbookView,
  SearchView,
  VersionText,
} from "./schema";

const BASE = "/api/v1/runbooks";
const urlOf = (slug: string): string => `${BASE}/${encodeURIComponent(slug)}`;

/** Everything that shows runbooks of a project. */
export const runbooksKey = (project: string) => ["runbooks", { project }] as const;

export const runbooksQuery = (project: string) =>
  queryOptions({
    queryKey: runbooksKey(project),
    queryFn: ({ signal }) => getJson<RunbooksView>(BASE, { project }, signal),
    retry: worthRetrying,
    staleTime: 5_000,
  });

export const runbookQuery = (project: string, slug: string) =>
  queryOptions({
    queryKey: [...runbooksKey(project), { slug }],
    queryFn: ({ signal }) => getJson<RunbookView>(urlOf(slug), { project }, signal),
    retry: worthRetrying,
    staleTime: 5_000,
  });

export const versionQuery = (project: string, slug: string, number: number) =>
  queryOptions({
    queryKey: [...runbooksKey(project), { slug, number }],
    queryFn: ({ signal }) =>
      getJson<VersionText>(`${urlOf(slug)}/versions/${number}`, { project }, signal),
    retry: worthRetrying,
    staleTime: 60_000,
  });

export const searchQuery = (project: string, q: string) =>
  queryOptions({
    queryKey: [...runbooksKey(project), { q }],
    queryFn: ({ signal }) => getJson<SearchView>(`${BASE}/search`, { project, q }, signal),
    enabled: q.trim() !== "",
    retry: worthRetrying,
    placeholderData: keepPreviousData,
  });

export const previewQuery = (project: string, slug: string | null, text: string) =>
  queryOptions({
    queryKey: [...runbooksKey(project), { slug, text }],
    queryFn: ({ signal }) =>
      postJson<PreviewView>(
        `${BASE}/preview`,
        { project, text, ...(slug !== null && { slug }) },
        signal,
      ),
    enabled: text.trim() !== "",
    retry: worthRetrying,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });

export const panelQuery = (project: string, ask: PanelAsk, live = true) =>
  queryOptions({
    queryKey: ["runbook-panel", { project }, ask],
    queryFn: ({ signal }) => postJson<PanelView>(`${BASE}/panel`, { project, ...ask }, signal),
    ...polling({ project, range: "24h" }, live),
  });

export type Draft = { readonly text: string; readonly message: string };

export const createRunbook = (project: string, slug: string, draft: Draft): Promise<RunbookKept> =>
  postJson(BASE, { project, slug, ...draft });

export const changeRunbook = (
  project: string,
  { slug, revision }: RunbookKept,
  draft: Draft,
): Promise<RunbookKept> => sendJson("PUT", urlOf(slug), { project, revision, ...draft });

export const ownRunbook = (project: string, slug: string, ownerId: string | null) =>
  sendJson<{ readonly slug: string }>("PATCH", urlOf(slug), { project, ownerId });

export const removeRunbook = (project: string, slug: string, reason: string) =>
  sendJson<{ readonly slug: string; readonly isShipped: boolean }>("DELETE", urlOf(slug), {
    project,
    reason,
  });

export const noteUse = (project: string, slug: string, isDrill: boolean) =>
  postJson<{ readonly slug: string }>(`${urlOf(slug)}/use`, { project, isDrill });

export type FileToBring = { readonly path: string; readonly text: string };

export const importRunbooks = (
  project: string,
  collection: string,
  files: readonly FileToBring[],
): Promise<readonly ImportedFile[]> => postJson(`${BASE}/import`, { project, collection, files });
