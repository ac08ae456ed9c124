/** How the browser asks about projects, environments and approvals: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling, worthRetrying } from "@/lib/browser/live";
import type { ApprovalView, EnvironmentsView, ProjectRow, ProjectView } from "./schema";

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", { project }],
    queryFn: ({ signal }) => getJson<ProjectView>("/api/v1/project", { project }, signal),
    ...calm,
  });

type Changeable = Pick<
  ProjectView,
  "name" | "timeZone" | "rawDays" | "targets" | "declareIncidents"
>;
export type ProjectChange = Partial<Changeable> & Pick<ProjectView, "revision">;

export const changeProject = (project: string, change: ProjectChange): Promise<unknown> =>
  sendJson("PATCH", "/api/v1/project", { project, ...change });

export const removeProject = (project: string, reason: string): Promise<unknown> =>
  sendJson("DELETE", "/api/v1/project", { project, confirm: project, reason });

export const projectsQuery = () =>
  queryOptions({
    queryKey: ["projects"],
    queryFn: ({ signal }) => getJson<readonly ProjectRow[]>("/api/v1/projects", {}, signal),
    ...calm,
  });

export const environmentsQuery = (project: string) =>
  queryOptions({
    queryKey: ["environments", { project }],
    queryFn: ({ signal }) => getJson<EnvironmentsView>("/api/v1/environments", { project }, signal),
    ...calm,
  });

export type PolicyChange = {
  readonly environment: string;
  readonly twoPersonRule: boolean;
  readonly reason: string;
};

export const changePolicy = (project: string, change: PolicyChange): Promise<unknown> =>
  sendJson("PUT", "/api/v1/environments", { project, ...change });

export const approvalsQuery = (project: string) =>
  queryOptions({
    queryKey: ["approvals", { project }],
    queryFn: ({ signal }) =>
      getJson<readonly ApprovalView[]>("/api/v1/approvals", { project }, signal),
    ...polling({ project }),
  });

export type Verdict = "approve" | "refuse";

export const decide = (
  project: string,
  id: string,
  verdict: Verdict,
  reason: string,
): Promise<unknown> =>
  postJson(`/api/v1/approvals/${encodeURIComponent(id)}/${verdict}`, { project, reason });
