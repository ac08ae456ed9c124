/** How the browser asks about API keys: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { Scope } from "@/lib/core/roles";
import type { KeyView, NewKey } from "./schema";

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const keysQuery = (project: string) =>
  queryOptions({
    queryKey: ["keys", { project }],
    queryFn: ({ signal }) => getJson<readonly KeyView[]>("/api/v1/keys", { project }, signal),
    ...calm,
  });

export type KeyRequest = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment?: string | null;
  readonly expiresInDays?: number | null;
};

export const createKey = (project: string, key: KeyRequest): Promise<NewKey> =>
  postJson("/api/v1/keys", { project, ...key });

export const revokeKey = (project: string, id: string, reason: string): Promise<unknown> =>
  postJson(`/api/v1/keys/${encodeURIComponent(id)}/revoke`, { project, reason });
