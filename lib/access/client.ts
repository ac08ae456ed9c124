/** How the browser signs in, sets up and adds projects: the only place these URLs are spelled. */
import { getJson, postJson } from "@/lib/browser/http";

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

export const createProject = (name: string, timeZone: string): Promise<{ readonly slug: string }> =>
  postJson("/api/v1/projects", { name, timeZone });
