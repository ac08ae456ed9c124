/** How the browser asks about the audit log: the only place its URLs are spelled. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import { getJson, queryOf } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { AuditAsk, AuditPage, ExportFormat } from "./schema";

/** Whose log: a project's, or null for the whole instance. */
export type AuditScope = string | null;

const BASE = "/api/v1/audit";
const pathOf = (scope: AuditScope) => (scope === null ? `${BASE}/instance` : BASE);
const inScope = (scope: AuditScope) => (scope === null ? {} : { project: scope });

export const auditQuery = (scope: AuditScope, filters: AuditAsk) =>
  infiniteQueryOptions({
    queryKey: ["audit", { project: scope }, filters] as const,
    queryFn: ({ signal, pageParam }) =>
      getJson<AuditPage>(
        pathOf(scope),
        { ...inScope(scope), ...filters, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    retry: worthRetrying,
    staleTime: 1_000,
    // Other filters dim what is there; another scope must never show it.
    placeholderData: (previous, earlier) =>
      earlier?.queryKey[1].project === scope ? previous : undefined,
  });

/** For a link: the browser saves what it leads to. */
export const exportHref = (scope: AuditScope, filters: AuditAsk, format: ExportFormat): string =>
  `${pathOf(scope)}/export?${queryOf({ ...inScope(scope), ...filters, format })}`;
