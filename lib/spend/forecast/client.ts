/** How the browser asks for forecasts: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { MINUTE } from "@/lib/core/time";
import type { SpendDim } from "@/lib/spend/dimension";
import type { ForecastByView, ForecastView } from "./schema";

/** They move with the day, not with the second. */
const CALM = { staleTime: MINUTE, refetchInterval: MINUTE } as const;

export const forecastQuery = (project: string) =>
  queryOptions({
    queryKey: ["cost", "forecast", { project }],
    queryFn: ({ signal }) => getJson<ForecastView>("/api/v1/cost/forecast", { project }, signal),
    ...CALM,
  });

export const forecastByQuery = (project: string, by: SpendDim) =>
  queryOptions({
    queryKey: ["cost", "forecast", { project }, by],
    queryFn: ({ signal }) =>
      getJson<ForecastByView>("/api/v1/cost/forecast/by", { project, by }, signal),
    ...CALM,
  });
