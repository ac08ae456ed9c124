/** How the browser asks what has arrived: the only place this URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { ArrivalsView } from "./schema";

/** Asked as eagerly as the shortest range: somebody has just sent an event and watches. */
export const arrivalsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["arrivals", { project }],
    queryFn: ({ signal }) => getJson<ArrivalsView>("/api/v1/arrivals", { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });
