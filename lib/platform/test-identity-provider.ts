/** A real OpenID provider for tests, on this machine, and somebody who fills in its pages. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { ORIGIN, type TestBrowser } from "./test-browser";

type Claims = Readonly<Record<string, unknown>>;

type State = {
  isAway: boolean;
  /** By how much the provider's clock is ahead of ours. */
  aheadSeconds: number;
};

const SECRET = "a-client-secret-for-tests";
const LISTENED = "127.0.0.1";

/** Must run before the environment is first read: it points it at the provider. */
export async function testIdentityProvider(variables: Readonly<Record<string, string>>) {
  const people = new Map<string, Claims>();
  const state: State = { isAway: false, aheadSeconds: 0 };

  const server = createServer((req, res) => {
    if (state.isAway) res.socket?.destroy();
    else void handle(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, LISTENED, resolve));
  const issuer = `http://${LISTENED}:${(server.address() as AddressInfo).port}`;
  const handle = quietly(() => providerAt(issuer, people, state)).callback();

  // biome-ignore lint/style/noProcessEnv: what the product reads is what is set up here
  Object.assign(process.env, {
    WHEELHOUSE_OIDC_ISSUER: issuer,
    WHEELHOUSE_OIDC_CLIENT_ID: "wheelhouse",
    WHEELHOUSE_OIDC_CLIENT_SECRET: SECRET,
    ...variables,
  });

  return {
    issuer,
    people,
    state,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function providerAt(issuer: string, people: ReadonlyMap<string, Claims>, state: State) {
  return new Provider(issuer, {
    clients: [
      {
        client_id: "wheelhouse",
        client_secret: SECRET,
        redirect_uris: [`${ORIGIN}/api/auth/callback/oidc`],
      },
    ],
    cookies: { keys: ["a-key-for-tests"] },
    claims: {
      // Not a claim that anybody asks for: it lets the clock be set.
      openid: ["sub", "nbf"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 3_600, Grant: 3_600, IdToken: 3_600, Interaction: 3_600, Session: 3_600 },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub), ...clockOf(state) }),
    }),
  });
}

const clockOf = ({ aheadSeconds }: State): Claims =>
  aheadSeconds === 0 ? {} : { nbf: Math.floor(Date.now() / 1_000) + aheadSeconds };

/** It warns of its own development pages, which are what is wanted here. */
function quietly<T>(make: () => T): T {
  const { info, warn } = console;
  console.info = console.warn = () => undefined;
  try {
    return make();
  } finally {
    Object.assign(console, { info, warn });
  }
}

/** Begins at our button and fills in the provider's pages; the address it sends the browser back to. */
export async function walk(browser: TestBrowser, sub: string, callbackUrl = "/"): Promise<string> {
  const begun = await browser.submit("signin/oidc", { callbackUrl });
  const { url } = (await begun.json()) as { url: string };
  const cookies = new Map<string, string>();
  let at: Page = { url, form: null };
  for (let step = 0; step < 20 && !at.url.startsWith(ORIGIN); step++) {
    at = await visit(at, cookies, sub);
  }
  return at.url;
}

type Page = { readonly url: string; readonly form: string | null };

/** One request: a page is answered by its own form, a redirect is followed by whoever asks next. */
async function visit(
  { url, form }: Page,
  cookies: Map<string, string>,
  sub: string,
): Promise<Page> {
  const response = await fetch(url, {
    redirect: "manual",
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    ...(form !== null && {
      method: "POST",
      body: new URLSearchParams({ prompt: form, login: sub, password: "any" }),
    }),
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  const location = response.headers.get("location");
  if (location) return { url: new URL(location, url).toString(), form: null };
  const page = await response.text();
  const action = /action="([^"]+)"/.exec(page)?.[1];
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (!action || !prompt) throw new Error(`The provider's page has no form: ${page.slice(0, 500)}`);
  return { url: new URL(action, url).toString(), form: prompt };
}

/** The whole way there and back. */
export async function signInThere(browser: TestBrowser, sub: string, callbackUrl = "/") {
  return browser.send("GET", await walk(browser, sub, callbackUrl));
}
