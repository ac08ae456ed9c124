/** next-auth behind our doors: it keeps the form token and seals the session; who may in, the caller's `verify` says. */
import "server-only";
import NextAuth, { type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { Fault } from "@/lib/core/fault";
import { env } from "./env";
import { ctxOf, type Door, guarded } from "./http";
import { cookiesIn, isSecure, sessionCookie } from "./identity";
import { log } from "./log";
import type { Ctx } from "./operation";

export type SignedIn = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The session that this sign-in opened. */
  readonly sessionId: string;
};
/** Throws a Fault for whoever may not in. */
type Verify = (ctx: Ctx, credentials: unknown) => Promise<SignedIn>;

const DAY_SECONDS = 24 * 3_600;
const MAX_FORM_BYTES = 16_384;

/** What of next-auth is reachable: the rest of its pages and endpoints has no use here. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf"],
  POST: ["callback/credentials", "signout"],
};

export function authDoors(verify: Verify): { GET: Door; POST: Door } {
  const handle = guarded("public", async (request, context) => {
    const action = actionOf((await context.params).nextauth);
    if (!ACTIONS[request.method]?.includes(action)) throw new Fault("not-found", "No such action");
    return answer(request, action, verify);
  });
  return { GET: handle, POST: handle };
}

const actionOf = (segments: string | string[] | undefined): string =>
  Array.isArray(segments) ? segments.join("/") : (segments ?? "");

async function answer(request: Request, action: string, verify: Verify): Promise<Response> {
  const outcome: Outcome = { signedIn: false, refusal: undefined };
  const ctx = await ctxOf(request);
  const options = optionsFor(isSecure(request.headers), async (credentials) => {
    try {
      const person = await verify(ctx, credentials);
      outcome.signedIn = true;
      return person;
    } catch (error) {
      outcome.refusal = error;
      return null;
    }
  });
  const response = await asked(request, action, options);
  if (outcome.refusal) throw outcome.refusal;
  if (action === "callback/credentials" && !outcome.signedIn) {
    throw new Fault("conflict", "This form is too old: reload the page and sign in again");
  }
  return response;
}

type Outcome = { signedIn: boolean; refusal: unknown };
type Authorise = (credentials: unknown) => Promise<SignedIn | null>;

function optionsFor(secure: boolean, authorize: Authorise): NextAuthOptions {
  const prefix = secure ? "__Host-" : "";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: env().WHEELHOUSE_SESSION_DAYS * DAY_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { name: sessionCookie(secure), options },
      csrfToken: { name: `${prefix}wheelhouse.form`, options },
      callbackUrl: { name: `${prefix}wheelhouse.next`, options },
    },
    providers: [Credentials({ credentials: { email: {}, password: {} }, authorize })],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sessionId: (user as SignedIn).sessionId } : token,
      redirect: ({ baseUrl }) => baseUrl,
    },
    logger: {
      error: (code, metadata) => log.error("sign-in", { code, metadata }),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/**
 * Speaks to next-auth as if we were one of its older hosts: a plain request in, a plain response out.
 * Its own route handler would only run inside Next.
 */
async function asked(
  request: Request,
  action: string,
  options: NextAuthOptions,
): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" });
  let status = 200;
  let body: unknown = null;
  const sink = {
    status: (code: number) => {
      status = code;
      return sink;
    },
    getHeader: (name: string) =>
      name.toLowerCase() === "set-cookie" ? headers.getSetCookie() : headers.get(name),
    setHeader: (name: string, value: string | readonly string[]) => {
      headers.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
      return sink;
    },
    json: (value: unknown) => {
      body = value;
    },
    send: (value: unknown) => {
      body = value;
    },
    end: () => undefined,
  };
  const source = {
    method: request.method,
    query: { nextauth: action.split("/") },
    headers: {},
    cookies: cookiesIn(request.headers.get("cookie") ?? ""),
    body: request.method === "POST" ? { ...(await formOf(request)), json: "true" } : {},
  };
  // Structurally what next-auth reads and calls; the whole types of Next's older handlers are not needed.
  await NextAuth(source as never, sink as never, options);
  headers.delete("location");
  return Response.json(body, { status, headers });
}

async function formOf(request: Request): Promise<object> {
  const text = await request.text();
  if (text.length > MAX_FORM_BYTES) throw new Fault("too-large", "The form is too large");
  try {
    const form: unknown = JSON.parse(text);
    if (typeof form === "object" && form !== null) return fieldsOf(form as Form);
  } catch (cause) {
    throw new Fault("invalid", "The body is not JSON", {}, { cause });
  }
  throw new Fault("invalid", "The body must be a JSON object");
}

type Form = { readonly csrfToken?: unknown; readonly email?: unknown; readonly password?: unknown };

/** Nothing else may reach next-auth from outside. */
const fieldsOf = ({ csrfToken, email, password }: Form) => ({ csrfToken, email, password });
