/** How the browser asks about incidents and drills and works in them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import type { Severity } from "@/lib/alerts/schema";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { IncidentRole, Status, Verdict, WrittenKind } from "./schema";
import type {
  AlertIncident,
  DrillsView,
  IncidentDetail,
  IncidentMarker,
  IncidentsView,
  Kept,
  PostmortemView,
  StepsView,
} from "./views";

const BASE = "/api/v1/incidents";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows incidents. */
export const INCIDENTS_KEY = ["incidents"] as const;

export const incidentsQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["incidents", ask],
    queryFn: ({ signal }) => getJson<IncidentsView>(BASE, { ...ask }, signal),
    ...polling(ask, live),
  });

export const incidentMarkersQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["incidents", ask, { markers: true }],
    queryFn: ({ signal }) =>
      getJson<readonly IncidentMarker[]>("/api/v1/incident-markers", { ...ask }, signal),
    ...polling({ ...ask, range: "24h" }, live),
  });

export const incidentQuery = (project: string, id: string, live = true) =>
  queryOptions({
    queryKey: ["incidents", { project }, { id }],
    queryFn: ({ signal }) => getJson<IncidentDetail>(urlOf(id), { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

const stepsKey = (project: string, id: string, runbook: string) =>
  ["incidents", { project }, { id, runbook }] as const;

export const stepsQuery = (project: string, id: string, runbook: string, live = true) =>
  queryOptions({
    queryKey: stepsKey(project, id, runbook),
    queryFn: ({ signal }) => getJson<StepsView>(stepsUrl(id, runbook), { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

const stepsUrl = (id: string, runbook: string): string =>
  `${urlOf(id)}/runbooks/${encodeURIComponent(runbook)}`;

/** Asked while it is written, so only when the page opens: nothing may change under the pen. */
export const postmortemQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ["incidents", { project }, { id, postmortem: true }],
    queryFn: ({ signal }) =>
      getJson<PostmortemView>(`${urlOf(id)}/postmortem`, { project }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export const exportUrl = (project: string, id: string): string =>
  `${urlOf(id)}/postmortem/export?${new URLSearchParams({ project })}`;

export const alertIncidentQuery = (project: string, alert: string, live = true) =>
  queryOptions({
    queryKey: ["incidents", { project }, { alert }],
    queryFn: ({ signal }) =>
      getJson<AlertIncident>(
        `/api/v1/alerts/${encodeURIComponent(alert)}/incident`,
        { project },
        signal,
      ),
    ...polling({ project, range: "15m" }, live),
  });

export const drillsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["incidents", { project }, { drills: true }],
    queryFn: ({ signal }) => getJson<DrillsView>("/api/v1/drills", { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export type Declaration = {
  /** Left out: what its alert is called. */
  readonly title?: string;
  readonly startedAt?: string;
  readonly severity: Severity;
  readonly summary?: string;
  readonly alert?: string;
};

export const declareIncident = (project: string, said: Declaration): Promise<Kept> =>
  postJson(BASE, { project, ...said });

export type IncidentChange = {
  readonly revision: number;
  readonly title?: string;
  readonly severity?: Severity;
  readonly status?: Status;
  readonly summary?: string;
  readonly impact?: string;
  readonly runbook?: string | null;
  readonly updateEveryMinutes?: number;
  readonly startedAt?: string;
  readonly detectedAt?: string | null;
  readonly mitigatedAt?: string | null;
  readonly resolvedAt?: string;
} & { readonly [Role in IncidentRole]?: string | null };

export const changeIncident = (
  project: string,
  id: string,
  change: IncidentChange,
): Promise<Kept> => sendJson("PATCH", urlOf(id), { project, ...change });

export const takeOn = (project: string, id: string): Promise<unknown> =>
  postJson(`${urlOf(id)}/take-on`, { project });

export type Writing = {
  readonly kind: WrittenKind;
  readonly text: string;
  readonly url?: string;
  readonly channels?: readonly string[];
};

export const writeEntry = (project: string, id: string, writing: Writing): Promise<unknown> =>
  postJson(`${urlOf(id)}/entries`, { project, ...writing });

export const editEntry = (
  project: string,
  id: string,
  entry: string,
  change: { readonly revision: number; readonly text: string },
): Promise<unknown> =>
  sendJson("PUT", `${urlOf(id)}/entries/${encodeURIComponent(entry)}`, { project, ...change });

export type NewTask = {
  readonly kind: "checklist" | "action";
  readonly title: string;
  readonly owner?: string | null;
  readonly dueOn?: string | null;
};

export const addTask = (project: string, id: string, task: NewTask): Promise<unknown> =>
  postJson(`${urlOf(id)}/tasks`, { project, ...task });

export type TaskChange = {
  readonly revision: number;
  readonly isDone?: boolean;
  readonly owner?: string | null;
  readonly dueOn?: string | null;
};

export const changeTask = (
  project: string,
  id: string,
  task: string,
  change: TaskChange,
): Promise<unknown> =>
  sendJson("PATCH", `${urlOf(id)}/tasks/${encodeURIComponent(task)}`, { project, ...change });

export type StepChange = {
  readonly text: string;
  readonly isDone?: boolean;
  readonly owner?: string | null;
  readonly comment?: string;
};

export const markStep = (
  project: string,
  { id, runbook, step }: { readonly id: string; readonly runbook: string; readonly step: string },
  change: StepChange,
): Promise<unknown> =>
  sendJson("PUT", `${stepsUrl(id, runbook)}/steps/${encodeURIComponent(step)}`, {
    ...{ project, ...change },
  });

/** Noted on the timeline, the first time. */
export const openRunbook = (project: string, id: string, runbook: string): Promise<unknown> =>
  postJson(stepsUrl(id, runbook), { project });

export const unlinkAlert = (project: string, id: string, alert: string): Promise<unknown> =>
  sendJson("DELETE", `${urlOf(id)}/alerts/${encodeURIComponent(alert)}`, { project });

export const linkAlert = (project: string, id: string, alert: string): Promise<unknown> =>
  postJson(`${urlOf(id)}/alerts`, { project, alert });

export const keepPostmortem = (
  project: string,
  id: string,
  draft: { readonly revision: number; readonly text: string; readonly isPublished?: boolean },
): Promise<unknown> => sendJson("PUT", `${urlOf(id)}/postmortem`, { project, ...draft });

export const judgeAlert = (
  project: string,
  alert: string,
  verdict: Verdict | null,
): Promise<unknown> =>
  sendJson("PUT", `/api/v1/alerts/${encodeURIComponent(alert)}/verdict`, { project, verdict });

export const startDrill = (
  project: string,
  scenario: string,
  channels: readonly string[],
): Promise<Kept> => postJson("/api/v1/drills", { project, scenario, channels });

export const signOff = (project: string, id: string, note: string): Promise<unknown> =>
  postJson(`/api/v1/drills/${encodeURIComponent(id)}/sign-off`, { project, note });
