/** How the browser asks for the documents that come with the release. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { DocumentRow, DocumentView } from "./schema";

const BASE = "/api/v1/documents";

export const documentsQuery = (project: string) =>
  queryOptions({
    queryKey: ["documents", { project }],
    queryFn: ({ signal }) => getJson<readonly DocumentRow[]>(BASE, { project }, signal),
    retry: worthRetrying,
    staleTime: Infinity,
  });

export const documentQuery = (project: string, name: string) =>
  queryOptions({
    queryKey: ["documents", { project }, { name }],
    queryFn: ({ signal }) =>
      getJson<DocumentView>(`${BASE}/${encodeURIComponent(name)}`, { project }, signal),
    retry: worthRetrying,
    staleTime: 60_000,
  });
