/** How the browser asks about API keys: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { Scope } from "@/lib/core/roles";
import type { KeyTraffic, KeyView, NewKey, Rotation, TrafficRange } from "./schema";

const BASE = "/api/v1/keys";
const calm = { retry: worthRetrying, staleTime: 1_000 };
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows keys of a project. */
export const keysKey = (project: string) => ["keys", { project }] as const;

export const keysQuery = (project: string) =>
  queryOptions({
    queryKey: keysKey(project),
    queryFn: ({ signal }) => getJson<readonly KeyView[]>(BASE, { project }, signal),
    ...calm,
  });

export const keyQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...keysKey(project), id],
    queryFn: ({ signal }) => getJson<KeyView>(urlOf(id), { project }, signal),
    ...polling({ project }),
  });

export const keyTrafficQuery = (project: string, id: string, range: TrafficRange, live = true) =>
  queryOptions({
    queryKey: [...keysKey(project), id, "traffic", range],
    queryFn: ({ signal }) =>
      getJson<KeyTraffic>(`${urlOf(id)}/traffic`, { project, range }, signal),
    ...polling({ project, range }, live),
  });

export type KeyRequest = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment?: string | null;
  readonly expiresInDays?: number | null;
  readonly requestsPerSecond?: number;
  readonly allowedAddresses?: readonly string[];
};

export const createKey = (project: string, key: KeyRequest): Promise<NewKey> =>
  postJson(BASE, { project, ...key });

export const revokeKey = (project: string, id: string, reason: string): Promise<unknown> =>
  postJson(`${urlOf(id)}/revoke`, { project, reason });

export type RotationRequest = { readonly overlapHours: number; readonly reason: string };

export const rotateKey = (
  project: string,
  id: string,
  rotation: RotationRequest,
): Promise<Rotation> => postJson(`${urlOf(id)}/rotate`, { project, ...rotation });

type Settings = Pick<KeyView, "name" | "allowedAddresses" | "requestsPerSecond">;
export type KeyChange = Settings & { readonly was: Settings };

export const changeKey = (project: string, id: string, change: KeyChange): Promise<unknown> =>
  sendJson("PATCH", urlOf(id), { project, ...change });
