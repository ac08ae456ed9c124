/** How the browser asks what would lower the bill: the only place this URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { MINUTE } from "@/lib/core/time";
import type { AdviceView } from "./schema";

export const adviceQuery = (project: string) =>
  queryOptions({
    queryKey: ["cost", "advice", { project }],
    queryFn: ({ signal }) => getJson<AdviceView>("/api/v1/cost/advice", { project }, signal),
    staleTime: 5 * MINUTE,
  });
