/** /ofrep/…: evaluation for OpenFeature providers, before Next: from memory, with CORS, and JSON whatever happens. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "@/lib/core/fault";
import { changeEvent, failure, type Reply } from "@/lib/flags/ofrep";
import { evaluateFor } from "@/lib/flags/store/door";
import { noteServing } from "@/lib/flags/store/drills";
import { liveFlags, onFlagChange } from "@/lib/flags/store/live";
import { STREAM_PATH, streamOf } from "@/lib/flags/store/stream";
import type { Actor } from "@/lib/platform/actor";
import { noteAnswer } from "@/lib/platform/http";
import { refuseForeignOrigin } from "@/lib/platform/identity";
import { shared } from "@/lib/platform/process";
import { answer, bytesOf, pathOf } from "./hot-http";

const BASE = "/ofrep";
const FLAGS = `${BASE}/v1/evaluate/flags`;
const BEAT_MS = 25_000;

/** Keys are sent in headers, never by the browser itself, so any page may ask. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "ETag, Retry-After",
};
const PREFLIGHT = {
  ...CORS,
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": "content-type, x-api-key, authorization, if-none-match",
  "access-control-max-age": "86400",
};

export const isFlags = (path: string): boolean => path === BASE || path.startsWith(`${BASE}/`);

/** Handles whatever is below /ofrep. */
export async function answerFlags(req: IncomingMessage, res: ServerResponse): Promise<true> {
  if (req.method === "OPTIONS") answer(req, res, { status: 204, headers: PREFLIGHT });
  else if (pathOf(req) === STREAM_PATH) await stream(req, res);
  else {
    const { status, headers, body } = await replyTo(req);
    answer(req, res, { status, headers: { ...headers, ...CORS }, body });
  }
  return true;
}

async function replyTo(req: IncomingMessage): Promise<Reply> {
  const key = keyIn(pathOf(req));
  if (key === undefined)
    return failure(404, null, "GENERAL", `There is no ${pathOf(req)}: POST to ${FLAGS}`);
  if (req.method !== "POST")
    return failure(405, key, "GENERAL", "Ask with POST", { allow: "POST, OPTIONS" });
  const reply = await evaluateFor({
    headers: req.headers,
    search: searchOf(req),
    key,
    read: (limit) => bytesOf(req, limit),
    ownSite: (actor) => refuseOtherSites(req, actor),
  });
  noteAnswer(req.headers, reply.status);
  return reply;
}

/** One flag's key, null for all of them, undefined for another address. */
function keyIn(path: string): string | null | undefined {
  if (path === FLAGS) return null;
  const key = path.startsWith(`${FLAGS}/`) ? path.slice(FLAGS.length + 1) : "";
  if (key === "" || key.includes("/")) return undefined;
  try {
    return decodeURIComponent(key);
  } catch {
    return undefined;
  }
}

const searchOf = ({ url = "" }: IncomingMessage): URLSearchParams =>
  new URLSearchParams(url.split("?")[1] ?? "");

/** Whoever tries flags in the console has a session, and a session's requests come from its own site. */
function refuseOtherSites(req: IncomingMessage, actor: Actor): void {
  if (actor.kind !== "person") return;
  const headers = new Headers();
  for (const name of ["host", "origin", "cookie", "x-forwarded-proto"] as const) {
    const value = req.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  refuseForeignOrigin(new Request(`http://${req.headers.host ?? "here"}/`, { headers }));
}

/** Streams have no end of their own: a process that stops ends them, and their clients find another. */
const open = () => shared("flag-streams", () => new Set<ServerResponse>());
export function endStreams(): void {
  for (const res of open()) res.end();
}

/** Says that something changed, and never what: the client asks again with its own key. */
async function stream(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    if (req.method !== "GET") throw new Fault("invalid", "Listen with GET");
    const { projectId, environment } = streamOf(searchOf(req).get("token"));
    const live = await liveFlags({ id: projectId, slug: String(projectId) }, environment);
    res.writeHead(200, {
      ...{ "content-type": "text/event-stream", "cache-control": "no-store" },
      ...{ "x-accel-buffering": "no", ...CORS },
    });
    res.write(`: revision ${live.revision}\n\n`);
    // Whoever was away while something changed is told now.
    const heard = Number(req.headers["last-event-id"] ?? live.revision);
    if (heard < live.revision) res.write(changeEvent(live.revision));
    const tell = (revision: number) => res.write(changeEvent(revision));
    const stop = onFlagChange({ projectId, environment, tell });
    const beat = setInterval(() => res.write(": here\n\n"), BEAT_MS).unref();
    open().add(res);
    noteServing();
    res.once("close", () => {
      open().delete(res);
      clearInterval(beat);
      stop();
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const status = error.code === "unauthenticated" ? 401 : 405;
    const { headers, body } = failure(status, null, "GENERAL", error.message);
    answer(req, res, { status, headers: { ...headers, ...CORS }, body });
  }
}
