/** Turns a request's credentials into an actor: an API key or a signed session. */
import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { getToken } from "next-auth/jwt";
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { type Actor, NOBODY, type Person } from "./actor";
import { db } from "./db";
import { env } from "./env";
import { forgetKeys, keyWith } from "./key-gate";
import { log } from "./log";
import { shared } from "./process";

/** How long a decision may be reused: a disabled person is out within a second. */
const FRESH_MS = 900;
/** How exact "last used" is; writing it at each request would cost more than it tells. */
const TOUCH_MS = 60_000;
const HOUR_MS = 3_600_000;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const people = () =>
  shared("person-cache", () => new LRUCache<string, Person>({ max: 5_000, ttl: FRESH_MS }));

export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** Header names as `Headers` or as node's plain object; both have what is needed. */
export type HeadersLike = Headers | Record<string, string | string[] | undefined>;

export async function actorOf(headers: HeadersLike): Promise<Actor> {
  const secret = secretIn(headers);
  if (secret !== undefined) return keyWith(hashSecret(secret), addressOf(headers));
  return (await personOf(headers)) ?? NOBODY;
}

/** `Authorization: Bearer …`, the password of `Authorization: Basic …`, or `X-API-Key: …`. */
function secretIn(headers: HeadersLike): string | undefined {
  const authorization = headerOf(headers, "authorization") ?? "";
  const bearer = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  return bearer ?? basicKey(authorization) ?? headerOf(headers, "x-api-key")?.trim() ?? undefined;
}

/** Only what looks like a key of ours: a proxy in front may ask people for a password of its own. */
function basicKey(authorization: string): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  return /^[^:]*:(wh_[\w-]+)$/.exec(Buffer.from(encoded, "base64").toString("utf8"))?.[1];
}

/** The signed session cookie names a session; the database says whether it still is one. */
async function personOf(headers: HeadersLike): Promise<Person | undefined> {
  const cookie = headerOf(headers, "cookie");
  if (!cookie) return undefined;
  const token = await getToken({
    // The types ask for a whole request; the cookies are all that is read.
    req: { headers: {}, cookies: cookiesIn(cookie) } as never,
    secret: env().AUTH_SECRET,
    cookieName: sessionCookie(isSecure(headers)),
  });
  const { sessionId } = token ?? {};
  if (typeof sessionId !== "string" || !UUID.test(sessionId)) return undefined;
  const known = people().get(sessionId);
  if (known) return known;
  const person = await findPerson(sessionId);
  if (person) people().set(sessionId, person);
  return person;
}

async function findPerson(sessionId: string): Promise<Person | undefined> {
  const session = await db().session.findUnique({
    where: { id: sessionId },
    include: { person: { include: { memberships: true } } },
  });
  const now = new Date();
  if (!session || session.person.disabledAt || !isLive(session, now)) return undefined;
  noteUse(session.id, session.lastSeenAt, now);
  const { person } = session;
  return {
    kind: "person",
    id: person.id,
    name: person.name,
    email: person.email,
    isOwner: person.isOwner,
    roles: Object.fromEntries(person.memberships.map((m) => [m.projectId, m.role as Role])),
    sessionId: session.id,
  };
}

type SessionTimes = {
  readonly endedAt: Date | null;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
};

/** Neither ended, nor past its absolute end, nor unused for too long. */
export function isLive({ endedAt, expiresAt, lastSeenAt }: SessionTimes, now: Date): boolean {
  const idleMs = env().WHEELHOUSE_SESSION_IDLE_HOURS * HOUR_MS;
  return endedAt === null && expiresAt > now && lastSeenAt.getTime() + idleMs > now.getTime();
}

/** Notes a session's use in the background, as that of a key is. */
function noteUse(id: string, lastSeenAt: Date, now: Date): void {
  const stale = new Date(now.getTime() - TOUCH_MS);
  if (lastSeenAt > stale) return;
  db()
    .session.updateMany({ where: { id, lastSeenAt: { lt: stale } }, data: { lastSeenAt: now } })
    .catch((error: unknown) => log.debug("the use of a session was not noted", { error }));
}

/** After a key or a person changed in this process, the next request decides afresh. */
export function forgetActors(): void {
  forgetKeys();
  people().clear();
}

/** The peer's address as the server saw it; set by our own server, never taken from the client. */
export function addressOf(headers: HeadersLike): string | null {
  return headerOf(headers, "x-wheelhouse-address") ?? null;
}

/** Given by our own server to each request, unless the sender brought a plain one along. */
export function requestIdOf(headers: HeadersLike): string | null {
  return headerOf(headers, "x-request-id") ?? null;
}

/** How log lines name a request: our id, and the sender's trace where it has one (W3C `traceparent`). */
export function traceOf(headers: HeadersLike): { requestId?: string; traceId?: string } {
  const requestId = requestIdOf(headers);
  const traceId = /^[\da-f]{2}-([\da-f]{32})-/.exec(headerOf(headers, "traceparent") ?? "")?.[1];
  return { ...(requestId !== null && { requestId }), ...(traceId && { traceId }) };
}

/**
 * A browser sends `Origin` with every write; one from another site is refused, and so is a session
 * without any. Keys have no cookies to abuse.
 */
export function refuseForeignOrigin(request: Request): void {
  const { headers } = request;
  if (secretIn(headers) !== undefined) return;
  const origin = headers.get("origin");
  if (origin === null) {
    if (!(sessionCookie(isSecure(headers)) in cookiesIn(headers.get("cookie") ?? ""))) return;
    throw new Fault(
      "forbidden",
      "A write with a session needs the Origin header, as browsers send",
    );
  }
  const { WHEELHOUSE_URL: own } = env();
  const hosts = [headers.get("host") ?? new URL(request.url).host, own && new URL(own).host];
  if (URL.canParse(origin) && hosts.includes(new URL(origin).host)) return;
  throw new Fault("forbidden", "This request comes from another site");
}

/** Whether the browser speaks https to us, directly or to a proxy that we were told to trust. */
export function isSecure(headers: HeadersLike): boolean {
  const { WHEELHOUSE_URL, WHEELHOUSE_TRUSTED_PROXIES } = env();
  if (WHEELHOUSE_URL) return WHEELHOUSE_URL.startsWith("https://");
  return WHEELHOUSE_TRUSTED_PROXIES > 0 && headerOf(headers, "x-forwarded-proto") === "https";
}

/** The `__Host-` prefix makes the browser refuse the cookie from anywhere but this host over https. */
export const sessionCookie = (secure: boolean): string =>
  `${secure ? "__Host-" : ""}wheelhouse.session`;

export function headerOf(headers: HeadersLike, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function cookiesIn(header: string): Record<string, string> {
  const pairs = header.split(";").map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())] as const;
  });
  return Object.fromEntries(pairs);
}

/** Other programs on this host set cookies too, and not all of them well. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
