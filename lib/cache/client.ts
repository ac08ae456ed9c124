/** How the browser asks for the cache page: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { CacheView } from "./schema";

export const cacheQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["cache", ask],
    queryFn: ({ signal }) => getJson<CacheView>("/api/v1/cache", ask, signal),
    ...polling(ask, live),
  });
