/** How the browser asks about people, keys and projects: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { ProjectView } from "./schema";

const formToken = async (): Promise<string> =>
  (await getJson<{ readonly csrfToken: string }>("/api/auth/csrf", {})).csrfToken;

export async function signIn(email: string, password: string): Promise<void> {
  await postJson("/api/auth/callback/credentials", {
    email,
    password,
    csrfToken: await formToken(),
  });
}

export async function signOut(): Promise<void> {
  await postJson("/api/auth/signout", { csrfToken: await formToken() });
}

export type Setup = {
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly projectName: string;
  readonly timeZone: string;
};

export const completeSetup = (setup: Setup): Promise<{ readonly project: string }> =>
  postJson("/api/v1/setup", setup);

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", { project }],
    queryFn: ({ signal }) => getJson<ProjectView>("/api/v1/project", { project }, signal),
    ...calm,
  });

export type ProjectChange = Partial<Pick<ProjectView, "name" | "timeZone" | "rawDays" | "targets">>;

export const changeProject = (project: string, change: ProjectChange): Promise<unknown> =>
  sendJson("PATCH", "/api/v1/project", { project, ...change });

export const createProject = (name: string, timeZone: string): Promise<{ readonly slug: string }> =>
  postJson("/api/v1/projects", { name, timeZone });
