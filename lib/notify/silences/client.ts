/** How the browser asks about silences: the only place these URLs are spelled. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { Matcher } from "@/lib/notify/matcher";
import type { MatchPreview, SilenceKept, SilencesView, SilenceView } from "./schema";

const BASE = "/api/v1/silences";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows silences of a project. */
export const silencesKey = (project: string) => ["silences", { project }] as const;

export const silencesQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: silencesKey(project),
    queryFn: ({ signal }) => getJson<SilencesView>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

/** Which of the alerts that fire are meant: asked anew while matchers are written. */
export const matchesQuery = (project: string, matchers: readonly Matcher[]) =>
  queryOptions({
    queryKey: ["silences", { project }, { matchers }],
    queryFn: ({ signal }) =>
      postJson<MatchPreview>(`${BASE}/preview`, { project, matchers }, signal),
    retry: worthRetrying,
    staleTime: 2_000,
    placeholderData: keepPreviousData,
  });

export type SilenceRequest = {
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  readonly startsAt?: string | undefined;
  readonly endsAt: string;
};

export const createSilence = (project: string, silence: SilenceRequest): Promise<SilenceKept> =>
  postJson(BASE, { project, ...silence });

export const editSilence = (
  project: string,
  { id, updatedAt }: Pick<SilenceView, "id" | "updatedAt">,
  silence: SilenceRequest,
): Promise<unknown> => sendJson("PUT", urlOf(id), { project, was: updatedAt, ...silence });

export const extendSilence = (project: string, id: string, forMinutes: number): Promise<unknown> =>
  postJson(`${urlOf(id)}/extend`, { project, forMinutes });

export const endSilence = (project: string, id: string): Promise<unknown> =>
  postJson(`${urlOf(id)}/end`, { project });
