/** How the browser asks who belongs to a project: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { Role } from "@/lib/core/roles";
import type { MemberView } from "./schema";

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ["members", { project }],
    queryFn: ({ signal }) => getJson<readonly MemberView[]>("/api/v1/members", { project }, signal),
    ...calm,
  });

export const changeRole = (project: string, email: string, role: Role | null): Promise<unknown> =>
  sendJson("PUT", "/api/v1/members", { project, email, role });
