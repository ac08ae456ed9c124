/** How the browser asks about links by which a flag is switched off: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { FlagLinkMade, FlagLinkView } from "./schema";

const urlOf = (key: string): string => `/api/v1/flags/${encodeURIComponent(key)}/links`;

export const flagLinksQuery = (project: string, key: string, live = true) =>
  queryOptions({
    queryKey: ["flags", { project }, { key }, "links"],
    queryFn: ({ signal }) =>
      getJson<{ links: readonly FlagLinkView[] }>(urlOf(key), { project }, signal),
    ...polling({ project }, live),
  });

type Made = { readonly environment: string; readonly days: number };

export const makeFlagLink = (project: string, key: string, made: Made): Promise<FlagLinkMade> =>
  postJson(urlOf(key), { project, ...made });

export const revokeFlagLink = (project: string, key: string, id: string): Promise<unknown> =>
  postJson(`${urlOf(key)}/${encodeURIComponent(id)}/revoke`, { project });
