/** How the browser asks who was told of an alert: the only place that URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { WhyView } from "./settings/schema";

export const whyQuery = (project: string, alert: string, live = true) =>
  queryOptions({
    queryKey: ["deliveries", { project }, { alert }],
    queryFn: ({ signal }) =>
      getJson<WhyView>(
        `/api/v1/alerts/${encodeURIComponent(alert)}/deliveries`,
        { project },
        signal,
      ),
    ...polling({ project, range: "15m" }, live),
  });
