/** How the browser asks about people, invitations and new passwords: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { Role } from "@/lib/core/roles";
import type {
  InvitationOffer,
  InvitationView,
  Invited,
  MemberView,
  PersonView,
  ResetLink,
  ResetOffer,
} from "./schema";

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ["members", { project }],
    queryFn: ({ signal }) => getJson<readonly MemberView[]>("/api/v1/members", { project }, signal),
    ...calm,
  });

type RoleChange = { readonly email: string; readonly role: Role | null; readonly was: Role };

export const changeRole = (project: string, change: RoleChange): Promise<unknown> =>
  sendJson("PUT", "/api/v1/members", { project, ...change });

/** Null asks for invitations to own the instance. */
export const invitationsQuery = (project: string | null) =>
  queryOptions({
    queryKey: ["invitations", { project }],
    queryFn: ({ signal }) =>
      getJson<readonly InvitationView[]>(invitations(project), { project }, signal),
    ...calm,
  });

const invitations = (project: string | null): string =>
  project === null ? "/api/v1/people/invitations" : "/api/v1/invitations";
const within = (project: string | null) => (project === null ? {} : { project });

export const invite = (project: string, email: string, role: Role): Promise<Invited> =>
  postJson("/api/v1/invitations", { project, email, role });

export const inviteOwner = (email: string): Promise<Invited> =>
  postJson("/api/v1/people/invitations", { email });

export const renewInvitation = (project: string | null, id: string): Promise<Invited> =>
  postJson(`${invitations(project)}/${id}/renew`, within(project));

export const revokeInvitation = (project: string | null, id: string): Promise<unknown> =>
  postJson(`${invitations(project)}/${id}/revoke`, within(project));

export const peopleQuery = () =>
  queryOptions({
    queryKey: ["people"],
    queryFn: ({ signal }) => getJson<readonly PersonView[]>("/api/v1/people", {}, signal),
    ...calm,
  });

export type PersonAct = "disable" | "enable" | "end-sessions" | "remove-codes";

export const actOn = (id: string, act: PersonAct, reason: string): Promise<unknown> =>
  postJson(`/api/v1/people/${id}/${act}`, { reason });

export const changeOwnership = (id: string, isOwner: boolean, reason: string): Promise<unknown> =>
  sendJson("PUT", `/api/v1/people/${id}/owner`, { isOwner, reason });

export const makeResetLink = (id: string, isShown: boolean): Promise<ResetLink> =>
  postJson(`/api/v1/people/${id}/reset-link`, { isShown });

/** A token is never part of an address that is asked for. */
const heldQuery = <T>(path: string, token: string) =>
  queryOptions({
    queryKey: [path, token],
    queryFn: ({ signal }) => postJson<T>(path, { token }, signal),
    retry: worthRetrying,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const invitationQuery = (token: string) =>
  heldQuery<InvitationOffer>("/api/v1/invitations/read", token);
export const resetQuery = (token: string) =>
  heldQuery<ResetOffer>("/api/v1/password-reset/read", token);

type Acceptance = { readonly token: string; readonly name?: string; readonly password?: string };

export const acceptInvitation = (
  acceptance: Acceptance,
): Promise<{ readonly email: string; readonly project: string | null }> =>
  postJson("/api/v1/invitations/accept", acceptance);

export const askReset = (email: string): Promise<{ readonly isMailed: boolean }> =>
  postJson("/api/v1/password-reset", { email });

export const setNewPassword = (token: string, password: string): Promise<ResetOffer> =>
  postJson("/api/v1/password-reset/set", { token, password });
