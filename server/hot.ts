/** Requests that the web process answers itself, before Next: the same operations, at a fraction of the cost. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { noteAnswer } from "@/lib/platform/http";
import { receive } from "@/lib/platform/http-intake";
import { metrics } from "@/lib/platform/metrics";
import { ingestEvents } from "@/lib/telemetry/commands";
import { answerFlags, isFlags } from "./hot-flags";
import { answer, bytesOf, pathOf } from "./hot-http";

export type HotRoutes = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;

const EVENTS = "/api/v1/events";

/** True when the request was handled. */
export function hotRoutes(): HotRoutes {
  return (req, res) => {
    if (isFlags(pathOf(req))) return answerFlags(req, res);
    if (pathOf(req) !== EVENTS || req.method === "OPTIONS") return false;
    return req.method === "POST" ? takeEvents(req, res) : refuseMethod(req, res);
  };
}

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
