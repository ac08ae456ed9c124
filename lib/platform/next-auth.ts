/**
 * Speaks to next-auth as if we were one of its older hosts: a plain request in, a plain answer out.
 * Its own route handler would only run inside Next.
 */
import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { env } from "./env";
import { sessionCookie } from "./identity";
import { shared } from "./process";

const DAY_SECONDS = 24 * 3_600;
/** How long somebody may take at the provider. */
const ROUND_TRIP_SECONDS = 15 * 60;

export type Asked = {
  readonly method: string;
  /** Where the request came in, as the browser sees it. */
  readonly origin: string;
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: object;
};
export type Answered = {
  readonly headers: Headers;
  readonly body: unknown;
  /** Where next-auth would send the browser. */
  readonly location: string | null;
  /** What it complained about on the way; not to be shown to anybody. */
  readonly complaints: readonly Error[];
};

/** next-auth has one logger for all requests at once: each finds its own list in its own context. */
const complaints = () =>
  shared("next-auth-complaints", () => new AsyncLocalStorage<{ readonly heard: Error[] }>());

export async function ask(asked: Asked, options: NextAuthOptions): Promise<Answered> {
  const heard: Error[] = [];
  const { sink, answer } = makeSink();
  const { host, protocol } = new URL(asked.origin);
  const source = {
    method: asked.method,
    query: { ...asked.query, nextauth: asked.action.split("/") },
    headers: { "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) },
    cookies: asked.cookies,
    body: { ...asked.body, json: asked.method === "POST" ? "true" : "false" },
  };
  // Structurally what next-auth reads and calls; the whole types of Next's older handlers are not needed.
  await complaints().run({ heard }, () => NextAuth(source as never, sink as never, options));
  return { ...answer(), complaints: heard };
}

function makeSink() {
  const headers = new Headers({ "cache-control": "no-store" });
  let body: unknown = null;
  const take = (value: unknown) => {
    body = value;
  };
  const sink = {
    status: () => sink,
    getHeader: (name: string) =>
      name.toLowerCase() === "set-cookie" ? headers.getSetCookie() : headers.get(name),
    setHeader: (name: string, value: string | readonly string[]) => {
      headers.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
      return sink;
    },
    json: take,
    send: take,
    end: () => undefined,
  };
  const answer = () => {
    const { url } = { ...(body as { url?: unknown } | null) };
    const location = headers.get("location") ?? (typeof url === "string" ? url : null);
    headers.delete("location");
    return { headers, body, location };
  };
  return { sink, answer };
}

/** What is the same for every request: cookies, lifetimes, pages and the log. */
export function settingsFor(secure: boolean) {
  const prefix = secure ? "__Host-" : "";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const passing = { ...options, maxAge: ROUND_TRIP_SECONDS };
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: env().WHEELHOUSE_SESSION_DAYS * DAY_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { name: sessionCookie(secure), options },
      csrfToken: { name: `${prefix}wheelhouse.form`, options },
      callbackUrl: { name: nextCookie(secure), options },
      state: { name: `${prefix}wheelhouse.state`, options: passing },
      nonce: { name: `${prefix}wheelhouse.nonce`, options: passing },
      pkceCodeVerifier: { name: `${prefix}wheelhouse.verifier`, options: passing },
    },
    logger: {
      error: (_code, metadata) => complaints().getStore()?.heard.push(errorIn(metadata)),
      warn: () => undefined,
      debug: () => undefined,
    },
  } as const satisfies Omit<NextAuthOptions, "providers">;
}

/** Keeps where somebody wanted to go while they are away at the provider. */
export const nextCookie = (secure: boolean): string => `${secure ? "__Host-" : ""}wheelhouse.next`;

function errorIn(metadata: unknown): Error {
  const { error } = { ...(metadata as { error?: unknown } | null) };
  const found = [metadata, error].find((one) => one instanceof Error);
  return found ?? new Error("next-auth complained without an error");
}
