/** How the browser asks about a person's own account: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { ProfileView, RecoveryCodes, SessionView, TotpStart } from "./schema";

const calm = { retry: worthRetrying, staleTime: 1_000 };

export const profileQuery = () =>
  queryOptions({
    queryKey: ["profile"],
    queryFn: ({ signal }) => getJson<ProfileView>("/api/v1/profile", {}, signal),
    ...calm,
  });

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) =>
      getJson<readonly SessionView[]>("/api/v1/profile/sessions", {}, signal),
    ...calm,
  });

export const changeName = (name: string): Promise<unknown> =>
  sendJson("PATCH", "/api/v1/profile", { name });

export const changePassword = (
  current: string,
  password: string,
): Promise<{ readonly sessionsEnded: number }> =>
  postJson("/api/v1/profile/password", { current, password });

export const startTotp = (): Promise<TotpStart> => postJson("/api/v1/profile/totp", {});

export const confirmTotp = (code: string): Promise<RecoveryCodes> =>
  postJson("/api/v1/profile/totp/confirm", { code });

export const disableTotp = (password: string, code: string): Promise<unknown> =>
  postJson("/api/v1/profile/totp/disable", { password, code });

export const renewRecoveryCodes = (code: string): Promise<RecoveryCodes> =>
  postJson("/api/v1/profile/recovery-codes", { code });

export const revokeSession = (id: string): Promise<unknown> =>
  postJson(`/api/v1/profile/sessions/${encodeURIComponent(id)}/revoke`, {});

export const revokeOtherSessions = (): Promise<unknown> =>
  postJson("/api/v1/profile/sessions/revoke-others", {});
