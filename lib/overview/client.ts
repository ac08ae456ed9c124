/** How the browser asks for the overview: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { OverviewView } from "./schema";

export const overviewQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["overview", ask],
    queryFn: ({ signal }) => getJson<OverviewView>("/api/v1/overview", ask, signal),
    ...polling(ask, live),
  });
