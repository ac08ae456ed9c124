/** How the web process answers by itself: whole bodies in, whole answers out, nobody held up. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Fault } from "@/lib/core/fault";
import { tooLarge } from "@/lib/platform/http-intake";

const READ_LIMIT_MS = 30_000;
const LINGER_MS = 3_000;

export type HotAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null or undefined: none. */
  readonly body?: unknown;
};

export const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

export function answer(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, body }: HotAnswer,
): void {
  // The rest of a body that was refused unread would be taken for the next request.
  if (!req.complete) res.setHeader("connection", "close");
  const text = body === undefined || body === null ? "" : JSON.stringify(body);
  res.writeHead(status, {
    "x-content-type-options": "nosniff",
    ...(text !== "" && {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    }),
    ...headers,
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
export function bytesOf(req: IncomingMessage, limit: number): Promise<Buffer> {
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
