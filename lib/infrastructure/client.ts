/** How the browser asks about infrastructure: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { InfrastructureView } from "./schema";

export const infrastructureQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["infrastructure", ask],
    queryFn: ({ signal }) => getJson<InfrastructureView>("/api/v1/infrastructure", ask, signal),
    ...polling(ask, live),
  });
