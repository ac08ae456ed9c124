/** next-auth behind our doors: it keeps the form token, walks to the identity provider and seals the session; who may in, our own rules say. */
import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { Fault } from "@/lib/core/fault";
import { SIGN_IN_TROUBLE, type SignInTrouble } from "@/lib/core/sign-in-trouble";
import { networkOf } from "./address";
import { oidcProvider, troubleIn } from "./auth-provider";
import { env } from "./env";
import { ctxOf, type Door, guarded, problemOf } from "./http";
import { textOf } from "./http-body";
import { cookiesIn, isSecure } from "./identity";
import { log } from "./log";
import { type Answered, ask, nextCookie, settingsFor } from "./next-auth";
import type { Ctx } from "./operation";
import { tries } from "./tries";

export type SignedIn = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The session that this sign-in opened. */
  readonly sessionId: string;
};

/** Our own rules; each throws a Fault for whoever may not. */
type Rules = {
  /** Judges an e-mail address, a password and a code. */
  readonly enter: (ctx: Ctx, credentials: unknown) => Promise<SignedIn>;
  /** Judges what the identity provider says; a Fault names its `trouble`. */
  readonly arrive: (ctx: Ctx, claims: unknown) => Promise<SignedIn>;
  readonly leave: (ctx: Ctx) => Promise<void>;
  /** An own page out of whatever address somebody asked to be brought back to. */
  readonly safeReturn: (asked: string) => string;
};

const MAX_FORM_BYTES = 16_384;

/** What of next-auth is reachable: the rest of its pages and endpoints has no use here. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "callback/oidc"],
  POST: ["callback/credentials", "signin/oidc", "signout"],
};

export function authDoors(rules: Rules): { GET: Door; POST: Door } {
  const handle = guarded("public", async (request, context) => {
    const action = actionOf((await context.params).nextauth);
    const isOpen = ACTIONS[request.method]?.includes(action);
    if (!isOpen || (action.endsWith("/oidc") && !oidcProvider())) {
      throw new Fault("not-found", "No such action");
    }
    return action === "callback/oidc" ? landed(request, rules) : answer(request, action, rules);
  });
  return { GET: handle, POST: handle };
}

const actionOf = (segments: string | string[] | undefined): string =>
  Array.isArray(segments) ? segments.join("/") : (segments ?? "");

async function answer(request: Request, action: string, rules: Rules): Promise<Response> {
  const ctx = await ctxOf(request);
  if (action === "signin/oidc") await departures.take(ctx.pool, from(ctx), ctx.now);
  const { location, complaints, body, headers } = await visit({ request, action, ctx, rules });
  if (location && /\/(signin|signout)\?csrf=true$/.test(location)) {
    throw new Fault("conflict", "This form is too old: reload the page and sign in again");
  }
  if (action === "signin/oidc" && complaints.length > 0) throw refusal(complaints);
  if (action === "signout" && ctx.actor.kind === "person") await rules.leave(ctx);
  if (location === null) return Response.json(body, { headers });
  const url = action === "signin/oidc" ? location : pathOf(location, rules);
  return Response.json({ url }, { headers });
}

/** Each one makes us ask the provider for its addresses. */
const departures = tries("sign-in-away", { limit: 60, windowMs: 15 * 60_000 });
const from = ({ address }: Ctx): string => (address === null ? "unknown" : networkOf(address));

/** Why somebody cannot be sent to the provider. */
function refusal(complaints: readonly Error[]): Fault {
  const trouble = troubleIn(complaints);
  note(trouble, complaints);
  return new Fault("unavailable", SIGN_IN_TROUBLE[trouble], { trouble });
}

/** Back from the provider, in the address bar of a browser: whatever happened, a page says it. */
async function landed(request: Request, rules: Rules): Promise<Response> {
  try {
    const refused = new URL(request.url).searchParams.get("error");
    if (refused === "access_denied") return sent("/sign-in?error=cancelled");
    const ctx = await ctxOf(request);
    const { location, headers } = await visit({ request, action: "callback/oidc", ctx, rules });
    return sent(pathOf(location ?? "/", rules), headers);
  } catch (error) {
    const { status } = problemOf(error, new URL(request.url).pathname, request.headers);
    const named = error instanceof Fault ? error.detail.trouble : undefined;
    return sent(`/sign-in?error=${named ?? (status === 503 ? "busy" : "failed")}`);
  }
}

function sent(path: string, headers = new Headers({ "cache-control": "no-store" })): Response {
  headers.set("location", path);
  return new Response(null, { status: 303, headers });
}

function pathOf(location: string, { safeReturn }: Rules): string {
  if (!URL.canParse(location, "http://here.invalid")) return "/";
  const { pathname, search, hash } = new URL(location, "http://here.invalid");
  return safeReturn(`${pathname}${search}${hash}`);
}

type Visit = {
  readonly request: Request;
  readonly action: string;
  readonly ctx: Ctx;
  readonly rules: Rules;
};

/** One visit to next-auth. Throws what our own rules threw, or the trouble it had with the provider. */
async function visit({ request, action, ctx, rules }: Visit): Promise<Answered> {
  const outcome: Outcome = { person: null, refusal: undefined };
  const { headers, method } = request;
  const secure = isSecure(headers);
  const answered = await ask(
    {
      method,
      action,
      origin: originOf(request),
      query: method === "GET" ? answerIn(request) : {},
      cookies: cookiesFor(headers),
      body: method === "POST" ? await formOf(request) : {},
    },
    { ...settingsFor(secure), ...choices(ctx, rules, outcome) },
  );
  if (outcome.refusal) throw outcome.refusal;
  if (action === "callback/oidc" && !outcome.person) {
    const trouble = troubleIn(answered.complaints);
    note(trouble, answered.complaints);
    throw new Fault("unauthenticated", SIGN_IN_TROUBLE[trouble], { trouble });
  }
  return answered;
}

/** Where people find us: what the environment says, else the host that they asked, once it is one. */
function originOf({ headers, url }: Request): string {
  const { WHEELHOUSE_URL: own } = env();
  if (own) return new URL(own).origin;
  const host = headers.get("host") ?? new URL(url).host;
  const origin = `${isSecure(headers) ? "https" : "http"}://${host}`;
  // Whatever else it held would be told to the provider as a part of our address.
  if (/^[\w.:[\]-]+$/.test(host) && URL.canParse(origin)) return origin;
  throw new Fault("invalid", "The Host header is not the name of a host");
}

/** What of a provider's answer is handed on. */
function answerIn(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    ["code", "state", "iss", "error"].flatMap((name) => {
      const value = searchParams.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Another program's cookie of our name would stop next-auth altogether. */
function cookiesFor(headers: Headers): Record<string, string> {
  const { [nextCookie(isSecure(headers))]: next, ...cookies } = cookiesIn(
    headers.get("cookie") ?? "",
  );
  const isOurs = next !== undefined && URL.canParse(next) && /^https?:/.test(next);
  return isOurs ? { ...cookies, [nextCookie(isSecure(headers))]: next } : cookies;
}

const note = (trouble: SignInTrouble, complaints: readonly Error[]) =>
  log.warn("single sign-on failed", { trouble, reasons: complaints.map(({ message }) => message) });

type Outcome = { person: SignedIn | null; refusal: unknown };

function choices(ctx: Ctx, rules: Rules, outcome: Outcome) {
  const judge = async (judged: Promise<SignedIn>): Promise<SignedIn | null> => {
    try {
      outcome.person = await judged;
    } catch (error) {
      outcome.refusal = error;
    }
    return outcome.person;
  };
  const oidc = oidcProvider();
  const credentials = Credentials({
    credentials: { email: {}, password: {}, code: {} },
    authorize: (given) => judge(rules.enter(ctx, given)),
  });
  return {
    providers: oidc ? [credentials, oidc] : [credentials],
    callbacks: {
      signIn: async ({ account, profile }) =>
        account?.type === "credentials" || (await judge(rules.arrive(ctx, profile))) !== null,
      jwt: ({ token }) =>
        outcome.person ? { sub: outcome.person.id, sessionId: outcome.person.sessionId } : token,
      redirect: ({ url, baseUrl }) => `${baseUrl}${pathOf(url, rules)}`,
    },
  } satisfies Pick<NextAuthOptions, "providers" | "callbacks">;
}

async function formOf(request: Request): Promise<object> {
  const form = parsed(await textOf(request, MAX_FORM_BYTES));
  if (typeof form !== "object" || form === null) {
    throw new Fault("invalid", "The body must be a JSON object");
  }
  return fieldsOf({ ...form });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault("invalid", "The body is not JSON", {}, { cause });
  }
}

/** Nothing else may reach next-auth from outside. */
const FIELDS = ["csrfToken", "email", "password", "code", "callbackUrl"];

function fieldsOf(form: Readonly<Record<string, unknown>>): object {
  const field = Object.keys(form).find((name) => !FIELDS.includes(name));
  if (field !== undefined) throw new Fault("invalid", `There is no field "${field}"`, { field });
  return Object.fromEntries(Object.entries(form).filter(([, value]) => typeof value === "string"));
}
