/** How the browser asks about segments and changes them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import type { Segment } from "@/lib/flags/schema";
import type { SegmentsView, SegmentView } from "./schema";

const BASE = "/api/v1/segments";
const urlOf = (key: string): string => `${BASE}/${encodeURIComponent(key)}`;

/** Read anew whenever flags are, as they say which of them name a segment. */
export const segmentsQuery = (project: string) =>
  queryOptions({
    queryKey: ["flags", { project }, "segments"],
    queryFn: ({ signal }) => getJson<SegmentsView>(BASE, { project }, signal),
  });

export const segmentQuery = (project: string, key: string) =>
  queryOptions({
    queryKey: ["flags", { project }, "segments", { key }],
    queryFn: ({ signal }) => getJson<SegmentView>(urlOf(key), { project }, signal),
  });

type Saved = { readonly segment: Segment; readonly was: number | null; readonly reason?: string };

export const saveSegment = (project: string, saved: Saved): Promise<unknown> =>
  postJson(BASE, { project, ...saved });

export const removeSegment = (project: string, key: string, reason: string): Promise<unknown> =>
  sendJson("DELETE", urlOf(key), { project, reason });
