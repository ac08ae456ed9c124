/** The HTTP doors: turn a request into an operation's input, and its outcome into a response. */
import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { z } from "zod";
import { FAULT_STATUS, Fault } from "@/lib/core/fault";
import type { Permission } from "@/lib/core/roles";
import { type Actor, NOBODY } from "./actor";
import { db } from "./db";
import { bodyOf } from "./http-body";
import {
  actorOf,
  addressOf,
  type HeadersLike,
  headerOf,
  refuseForeignOrigin,
  requestIdOf,
  traceOf,
} from "./identity";
import { noteKeyUse } from "./key-use";
import { log } from "./log";
import { metrics } from "./metrics";
import type { Ctx, Operation } from "./operation";
import { pool } from "./pool";
import { shared } from "./process";
import { takeTurn } from "./turns";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
type Handler = (request: Request, context: RouteContext) => Promise<Response>;
/** A route handler that says who may call it. */
export type Door = Handler & { readonly may: Permission };

const NO_STORE = { "cache-control": "no-store" };
const SHARED_FOR_MS = 1_000;

/** Opens an operation to HTTP. Path, search and body become one input; the operation's schema judges it. */
export function door<P extends Permission, I extends z.ZodType, O>(
  operation: Operation<P, I, O>,
  { status = 200 } = {},
): Door {
  return guarded(operation.may, async (request, context) => {
    // Who asks comes first: nobody's body is read for nothing.
    const ctx = await ctxOf(request);
    const input = await inputOf(request, context);
    const output = await operation(ctx, input as z.input<I>);
    return Response.json(output ?? null, { status, headers: NO_STORE });
  });
}

/**
 * A door for dashboards: whoever asks the same within a second shares one answer and one set of
 * SQL, and a browser that holds it already gets 304. Permission is checked for each asker.
 */
export function liveDoor<P extends Permission, I extends z.ZodType, O>(
  operation: Operation<P, I, O>,
): Door {
  const id = `${operation.may}/${nextId()}`;
  return guarded(operation.may, async (request, context) => {
    const ctx = await ctxOf(request);
    const opened = await operation.open(ctx, await inputOf(request, context));
    const { body, etag } = await once(`${id}/${JSON.stringify(opened.input)}`, async () => {
      const body = JSON.stringify(await operation.run(opened));
      return { body, etag: `W/"${createHash("sha1").update(body).digest("base64url")}"` };
    });
    const headers = {
      etag,
      "cache-control": "private, no-cache",
      "content-type": "application/json",
    };
    return request.headers.get("if-none-match") === etag
      ? new Response(null, { status: 304, headers })
      : new Response(body, { headers });
  });
}

/**
 * A door for probes. Nobody's credentials are looked up, so that it answers while the database is
 * away; what is unhealthy answers 503, so that a load balancer need not read.
 */
export function probe<I extends z.ZodType, O extends { readonly status: string }>(
  operation: Operation<"public", I, O>,
): Door {
  const id = `probe/${nextId()}`;
  return guarded(operation.may, async () => {
    const { body, etag } = await once(id, async () => {
      const ctx = {
        actor: NOBODY,
        now: new Date(),
        db: db(),
        pool: pool(),
        address: null,
        requestId: null,
      };
      const output = await operation(ctx, {} as z.input<I>);
      return { body: JSON.stringify(output), etag: output.status };
    });
    const headers = { ...NO_STORE, "content-type": "application/json" };
    return new Response(body, { status: etag === "unhealthy" ? 503 : 200, headers });
  });
}

/** A door for what is not JSON in or out: the handler still says who may, and faults leave as problems. */
export function guarded(may: Permission, handle: Handler): Door {
  const safe: Handler = async (request, context) => {
    const began = performance.now();
    const answer = await inspected(request, context, handle).catch((error: unknown) =>
      problem(error, request),
    );
    if (isRead(request)) await measure(request, context, answer.status, began);
    else noteWrite(request, answer.status, performance.now() - began);
    noteAnswer(request.headers, answer.status);
    return answer;
  };
  return Object.assign(safe, { may });
}

async function inspected(request: Request, context: RouteContext, handle: Handler) {
  if (!HARMLESS.has(request.method)) refuseForeignOrigin(request);
  return handle(request, context);
}

const HARMLESS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who was found behind a request's headers, for the log. */
const callers = new WeakMap<object, Actor>();

/** One line for each attempt to change something, whoever tried and however it ended. */
function noteWrite({ headers, method, url }: Request, status: number, ms: number): void {
  if (HARMLESS.has(method)) return;
  const actor = callers.get(headers) ?? NOBODY;
  log.info("request", {
    method,
    path: new URL(url).pathname,
    status,
    ms: Math.round(ms),
    actor: actor.kind,
    ...(actor.id && { actorId: actor.id }),
    ...traceOf(headers),
  });
}

/** Probes and scrapes are not among them: they would be what is measured most. */
const isRead = ({ method, url }: Request): boolean =>
  method === "GET" && new URL(url).pathname.startsWith("/api/");

/** Reads by route: names in the path are replaced by their place, or every agent would be a series. */
async function measure(
  request: Request,
  context: RouteContext | undefined,
  status: number,
  began: number,
): Promise<void> {
  const places = new Map(
    Object.entries((await context?.params) ?? {}).flatMap(([place, value]) =>
      [value ?? []].flat().map((part) => [part, place]),
    ),
  );
  const route = new URL(request.url).pathname
    .split("/")
    .map((part) => (places.has(decoded(part)) ? `[${places.get(decoded(part))}]` : part))
    .join("/");
  const seconds = (performance.now() - began) / 1_000;
  metrics().queryDuration.observe({ route, status: String(status) }, seconds);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Counts an answer for the key that asked, if one did. Each answer is counted once, where it leaves. */
export function noteAnswer(headers: HeadersLike, status: number): void {
  const actor = callers.get(headers);
  if (actor?.kind === "key") noteKeyUse(actor.id, status, new Date());
}

/** Who asks, after a turn of the key's was taken. */
export async function ctxOf(request: { readonly headers: HeadersLike }): Promise<Ctx> {
  const ctx = await ctxBeforeTurn(request);
  const { actor, now } = ctx;
  if (actor.kind === "key") takeTurn(actor.id, actor.requestsPerSecond, now);
  return ctx;
}

/** The same for an intake, which takes the turn itself, once it has room. */
export async function ctxBeforeTurn({ headers }: { readonly headers: HeadersLike }): Promise<Ctx> {
  const actor = await actorOf(headers);
  callers.set(headers, actor);
  return {
    actor,
    now: new Date(),
    db: db(),
    pool: pool(),
    address: addressOf(headers),
    requestId: requestIdOf(headers),
    userAgent: headerOf(headers, "user-agent")?.slice(0, 300) ?? null,
  };
}

type Answer = { readonly body: string; readonly etag: string };

function once(key: string, make: () => Promise<Answer>): Promise<Answer> {
  const answers = shared(
    "live-answers",
    () => new LRUCache<string, Promise<Answer>>({ max: 2_000, ttl: SHARED_FOR_MS }),
  );
  const known = answers.get(key);
  if (known) return known;
  const made = make();
  answers.set(key, made);
  made.catch(() => answers.delete(key));
  return made;
}

const counter = () => shared("live-door-ids", () => ({ next: 0 }));
const nextId = () => counter().next++;

/** Path, search and body as one. */
export async function inputOf(request: Request, context: RouteContext): Promise<object> {
  const { searchParams } = new URL(request.url);
  return {
    ...Object.fromEntries(searchParams),
    ...(request.method !== "GET" && (await bodyOf(request))),
    ...(await context.params),
  };
}

/** RFC 9457 problem details. Whatever is not a Fault is our bug: logged whole, told to nobody. */
function problem(error: unknown, request: Request): Response {
  const where = new URL(request.url).pathname;
  const { status, headers, body } = problemOf(error, where, request.headers);
  return Response.json(body, { status, headers });
}

/** The same for servers that speak in plain objects. */
export function problemOf(error: unknown, where: string, asked: HeadersLike) {
  const fault = error instanceof Fault ? error : databaseFault(error);
  if (!fault) log.error("unhandled", { where, error, ...traceOf(asked) });
  const code = fault?.code ?? "internal";
  const status = fault ? FAULT_STATUS[fault.code] : 500;
  const retry = fault?.detail.retryAfterSeconds;
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...NO_STORE,
      ...(typeof retry === "number" && { "retry-after": String(Math.ceil(retry)) }),
    },
    body: {
      type: `https://wheelhouse.dev/problems/${code}`,
      title: fault?.message ?? "Something broke on our side; it has been logged",
      status,
      code,
      ...fault?.detail,
    },
  };
}

const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
  "08001",
  "P1001",
  "P1017",
  "P2024",
]);

/** Prisma wraps what Postgres says while it starts and stops into a code of its own. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Can't reach database|Code: `(?:57P0|53300|08)/;

/** A database that is away is a reason to come back, not a bug. */
function databaseFault(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as Error & { code?: unknown };
  const isAway = (typeof code === "string" && AWAY.has(code)) || AWAY_WORDS.test(error.message);
  return isAway
    ? new Fault(
        "unavailable",
        "The database is away; try again",
        { retryAfterSeconds: 2 },
        { cause: error },
      )
    : null;
}
