/** How the browser asks what the money brought and says what outcomes are worth: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { RoiInputsDraft, RoiView } from "./schema";

const BASE = "/api/v1/cost/roi";

export const roiKey = (project: string) => ["cost", "roi", { project }] as const;

export const roiQuery = (ask: Ask, live: boolean) =>
  queryOptions({
    queryKey: [...roiKey(ask.project), ask],
    queryFn: ({ signal }) => getJson<RoiView>(BASE, ask, signal),
    ...polling(ask, live),
  });

export const setRoiInputs = (project: string, draft: RoiInputsDraft): Promise<unknown> =>
  postJson(`${BASE}/inputs`, { project, ...draft });
