/** How the browser asks about people, keys and projects: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { Role, Scope } from "@/lib/core/roles";
import type { KeyView, MemberView, NewKey, ProjectView } from "./schema";

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

export const keysQuery = (project: string) =>
  queryOptions({
    queryKey: ["keys", { project }],
    queryFn: ({ signal }) => getJson<readonly KeyView[]>("/api/v1/keys", { project }, signal),
    ...calm,
  });

export type KeyRequest = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment?: string | null;
  readonly expiresInDays?: number | null;
};

export const createKey = (project: string, key: KeyRequest): Promise<NewKey> =>
  postJson("/api/v1/keys", { project, ...key });

export const revokeKey = (project: string, id: string, reason: string): Promise<unknown> =>
  postJson(`/api/v1/keys/${encodeURIComponent(id)}/revoke`, { project, reason });

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ["members", { project }],
    queryFn: ({ signal }) => getJson<readonly MemberView[]>("/api/v1/members", { project }, signal),
    ...calm,
  });

export const changeRole = (project: string, email: string, role: Role | null): Promise<unknown> =>
  sendJson("PUT", "/api/v1/members", { project, email, role });
