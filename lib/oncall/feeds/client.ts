/** How the browser asks about calendar feeds: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { FeedMade, FeedView } from "./schema";

const BASE = "/api/v1/calendar-feeds";

export const feedsKey = (project: string) => ["calendar-feeds", { project }] as const;

export const feedsQuery = (project: string) =>
  queryOptions({
    queryKey: feedsKey(project),
    queryFn: ({ signal }) => getJson<readonly FeedView[]>(BASE, { project }, signal),
    retry: worthRetrying,
  });

export const createFeed = (project: string, scheduleId: string | null): Promise<FeedMade> =>
  postJson(BASE, { project, scheduleId });

export const revokeFeed = (project: string, id: string): Promise<{ readonly id: string }> =>
  sendJson("DELETE", `${BASE}/${encodeURIComponent(id)}`, { project });
