/** How the browser signs in, sets up and adds projects: the only place these URLs are spelled. */
import { getJson, postJson } from "@/lib/browser/http";

const formToken = async (): Promise<string> =>
  (await getJson<{ readonly csrfToken: string }>("/api/auth/csrf", {})).csrfToken;

export async function signIn(email: string, password: string, code?: string): Promise<void> {
  const csrfToken = await formToken();
  const credentials = { email, password, ...(code !== undefined && { code }) };
  await postJson("/api/auth/callback/credentials", { ...credentials, csrfToken });
}

/** Where the identity provider wants the browser; it comes back to a page of ours. */
export const leaveForProvider = async (back: string): Promise<{ readonly url: string }> =>
  postJson("/api/auth/signin/oidc", { callbackUrl: back, csrfToken: await formToken() });

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

export const createProject = (name: string, timeZone: string): Promise<{ readonly slug: string }> =>
  postJson("/api/v1/projects", { name, timeZone });
