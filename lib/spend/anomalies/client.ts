/** How the browser asks about anomalies and judges them: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, sendJson } from "@/lib/browser/http";
import { MINUTE } from "@/lib/core/time";
import type { AnomaliesView, SpendVerdict } from "./schema";

const BASE = "/api/v1/cost/anomalies";

export const anomaliesKey = (project: string) => ["cost", "anomalies", { project }] as const;

export const anomaliesQuery = (project: string) =>
  queryOptions({
    queryKey: anomaliesKey(project),
    queryFn: ({ signal }) => getJson<AnomaliesView>(BASE, { project }, signal),
    ...{ staleTime: MINUTE, refetchInterval: MINUTE },
  });

export const judgeAnomaly = (
  project: string,
  date: string,
  verdict: SpendVerdict,
): Promise<unknown> => sendJson("PUT", `${BASE}/${encodeURIComponent(date)}`, { project, verdict });
