/** How the browser asks about schedules and moves shifts: the only place these URLs are spelled. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { Layer } from "@/lib/oncall/schema";
import type { HandoffView, OnCallView, ScheduleKept, ShiftView, TimelineView } from "./schema";

const BASE = "/api/v1/schedules";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows schedules of a project. */
export const onCallKey = (project: string) => ["on-call", { project }] as const;

export const onCallQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: onCallKey(project),
    queryFn: ({ signal }) => getJson<OnCallView>(BASE, { project }, signal),
    ...polling({ project }, live),
  });

export const timelineQuery = (project: string, id: string, weeks: number) =>
  queryOptions({
    queryKey: [...onCallKey(project), { id, weeks }],
    queryFn: ({ signal }) =>
      getJson<TimelineView>(`${urlOf(id)}/timeline`, { project, weeks }, signal),
    retry: worthRetrying,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });

export const handoffQuery = (project: string, id: string, of: "current" | "last") =>
  queryOptions({
    queryKey: [...onCallKey(project), { id, of }],
    queryFn: ({ signal }) => getJson<HandoffView>(`${urlOf(id)}/hand-off`, { project, of }, signal),
    retry: worthRetrying,
  });

export type ScheduleRequest = {
  readonly name: string;
  readonly zone: string;
  readonly layers: readonly Layer[];
};

export const createSchedule = (project: string, schedule: ScheduleRequest): Promise<ScheduleKept> =>
  postJson(BASE, { project, schedule });

export const changeSchedule = (
  project: string,
  { id, revision }: ScheduleKept,
  schedule: ScheduleRequest,
): Promise<ScheduleKept> => sendJson("PUT", urlOf(id), { project, revision, schedule });

export const removeSchedule = (project: string, id: string): Promise<ScheduleKept> =>
  sendJson("DELETE", urlOf(id), { project });

export type OverrideRequest = {
  readonly personId: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
};

export const addOverride = (
  project: string,
  id: string,
  override: OverrideRequest,
): Promise<{ readonly id: string }> => postJson(`${urlOf(id)}/overrides`, { project, override });

export const removeOverride = (project: string, id: string): Promise<{ readonly id: string }> =>
  sendJson("DELETE", `/api/v1/on-call-overrides/${encodeURIComponent(id)}`, { project });

type Swapped = Pick<ShiftView, "personId" | "from" | "to">;
const swappedOf = ({ personId, from, to }: Swapped): Swapped => ({ personId, from, to });

export const swapShifts = (
  project: string,
  id: string,
  mine: Swapped,
  theirs: Swapped,
): Promise<{ readonly ids: readonly string[] }> =>
  postJson(`${urlOf(id)}/swaps`, {
    project,
    swap: { mine: swappedOf(mine), theirs: swappedOf(theirs) },
  });
