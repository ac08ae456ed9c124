/** Requests that the web process answers itself, before Next: the same operations, at a fraction of the cost. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "@/lib/core/fault";
import { noteAnswer } from "@/lib/platform/http";
import { type Received, receive, tooLarge } from "@/lib/platform/http-intake";
import { metrics } from "@/lib/platform/metrics";
import { ingestEvents } from "@/lib/telemetry/commands";

export type HotRoutes = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;

const EVENTS = "/api/v1/events";
const READ_LIMIT_MS = 30_000;
const LINGER_MS = 3_000;

/** True when the request was handled. */
export function hotRoutes(): HotRoutes {
  return (req, res) => {
    if (pathOf(req) !== EVENTS || req.method === "OPTIONS") return false;
    return req.method === "POST" ? takeEvents(req, res) : refuseMethod(req, res);
  };
}

const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

function refuseMethod(req: IncomingMessage, res: ServerResponse): true {
  const body = { type: "about:blank", title: "Send events with POST", status: 405 };
  const headers = { "content-type": "application/problem+json", allow: "POST, OPTIONS" };
  answer(req, res, { status: body.status, headers, body });
  return true;
}

async function takeEvents(req: IncomingMessage, res: ServerResponse): Promise<true> {
  const received = await receive(ingestEvents, req.headers, (limit) => bytesOf(req, limit));
  metrics().ingestRequests.inc({ status: String(received.status) });
  noteAnswer(req.headers, received.status);
  answer(req, res, received);
  return true;
}

function answer(req: IncomingMessage, res: ServerResponse, { status, headers, body }: Received) {
  // The rest of a body that was refused unread would be taken for the next request.
  if (!req.complete) res.setHeader("connection", "close");
  const text = JSON.stringify(body);
  res.writeHead(status, {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    ...headers,
    "content-length": Buffer.byteLength(text),
    "x-request-id": requestIdOf(req),
  });
  res.end(text);
  if (!req.complete) letGo(req);
}

/** Closing on unread bytes would take the answer away from under the sender: they are read and forgotten, briefly. */
function letGo(req: IncomingMessage): void {
  req.resume();
  setTimeout(() => req.destroy(), LINGER_MS).unref();
}

/** The sender's own id when it is a plain one, so that both logs can be held side by side. */
function requestIdOf(req: IncomingMessage): string {
  const given = req.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}

/** A sender that dawdles, stops or sends too much is cut off; what is beyond the limit is never held. */
function bytesOf(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(req.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(
      () => fail(new Fault("invalid", "The body took too long")),
      READ_LIMIT_MS,
    );
    const fail = (fault: Fault) => {
      clearTimeout(timer);
      req.pause();
      reject(fault);
    };
    req.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) fail(tooLarge(limit));
      else chunks.push(chunk);
    });
    req.once("end", () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
    });
    req.once("error", () => fail(new Fault("invalid", "The body was cut short")));
    req.once("close", () => fail(new Fault("invalid", "The body was cut short")));
  });
}
