/** The web server: holds the port from the first moment, answers hot paths itself and gives the rest to Next. */
import { randomUUID } from "node:crypto";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { clientAddress } from "@/lib/platform/address";
import { env } from "@/lib/platform/env";
import { isSecure } from "@/lib/platform/identity";
import { log } from "@/lib/platform/log";
import { hotRoutes } from "./hot";
import { endStreams, isFlags } from "./hot-flags";
import { pathOf } from "./hot-http";
import { codeOf, messageOf, PlainError } from "./plain-error";
import { ROOT } from "./root";

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;
type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => unknown;

export type Web = {
  readonly port: number;
  /** Makes Next ready. Requests are still told to wait. */
  readonly prepare: (dev: boolean) => Promise<void>;
  /** From here on requests reach the product. */
  readonly open: () => void;
  /** Stops accepting, lets requests in flight finish, then closes. */
  readonly close: () => Promise<void>;
};

/** Two years, as the preload lists ask. */
const HSTS = "max-age=63072000; includeSubDomains";
const DRAIN_LIMIT_MS = 10_000;
const DRAIN_LOOK_MS = 50;

const WAITING_PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">' +
  "<title>Wheelhouse is starting</title><p>Wheelhouse is starting. This page reloads by itself.</p></html>";

const wait: Handler = (_req, res) => {
  const headers = { "content-type": "text/html; charset=utf-8", "retry-after": "2" };
  res.writeHead(503, { ...headers, "cache-control": "no-store" }).end(WAITING_PAGE);
};

/** Listens at once, so that a taken port is known before anything else is started. */
export async function listen(host: string, port: number): Promise<Web> {
  let handler: Handler = wait;
  let ready: Handler = wait;
  let upgrade: Upgrade | undefined;
  let closing = false;

  const server = http.createServer((req, res) => {
    if (closing) res.setHeader("connection", "close");
    void answer(handler, req, res);
  });
  // A slow or silent client may not hold a connection for ever; an upload of 8 MiB gets a minute.
  server.headersTimeout = 15_000;
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  server.on("upgrade", (req, socket, head) => {
    if (upgrade) upgrade(req, socket, head);
    else socket.destroy();
  });
  await bind(server, host, port);
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;

  return {
    port: bound,
    prepare: async (dev) => {
      const next = (await import("next")).default;
      const app = next({ dev, dir: ROOT, hostname: host, port: bound });
      await app.prepare();
      const [hot, rest] = [hotRoutes(), app.getRequestHandler()];
      if (dev) upgrade = app.getUpgradeHandler();
      const proxies = env().WHEELHOUSE_TRUSTED_PROXIES;
      ready = async (req, res) => {
        noteAddress(req, proxies);
        const requestId = requestIdFrom(req.headers["x-request-id"]);
        req.headers["x-request-id"] = requestId;
        res.setHeader("x-request-id", requestId);
        if (isSecure(req.headers)) res.setHeader("strict-transport-security", HSTS);
        // Whoever asks for flags is refused in the protocol's own form.
        if (!isReadable(req.url) && !isFlags(pathOf(req)))
          res.writeHead(400, { "content-type": "text/plain" }).end("Bad path");
        else if (!(await hot(req, res))) await rest(req, res);
      };
    },
    open: () => {
      handler = ready;
    },
    close: () => {
      closing = true;
      endStreams();
      return drain(server);
    },
  };
}

type Sent = Pick<IncomingMessage, "headers"> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/** Over whatever the client says about itself: the product believes this header. */
export function noteAddress({ headers, socket }: Sent, proxies: number): void {
  const { "x-forwarded-for": claimed } = headers;
  headers["x-wheelhouse-address"] = clientAddress(socket.remoteAddress, claimed, proxies);
}

/** The sender's own id when it is a plain one, so that both logs can be held side by side. */
const requestIdFrom = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();

/** Next takes a path with a broken percent-encoding for a failure of its own. */
function isReadable(url = ""): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

async function answer(handler: Handler, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    await handler(req, res);
  } catch (error) {
    log.error("a request failed outside its handler", { error, path: req.url?.split("?")[0] });
    if (!res.headersSent) res.writeHead(500, { "content-type": "text/plain" });
    res.end("Something broke on our side");
  }
}

function bind(server: http.Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(new PlainError(bindAdvice(error, host, port), { cause: error })),
    );
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      server.on("error", (error) => log.error("the web server has trouble", { error }));
      resolve();
    });
  });
}

function bindAdvice(error: Error, host: string, port: number): string {
  const code = codeOf(error);
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is taken by another program: stop that one, or choose another with PORT=${port + 1} or --port ${port + 1}.`;
  if (code === "EACCES")
    return `This account may not listen on port ${port}: choose one above 1023 with PORT or --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `This machine has no address ${host}: set HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (every address).`;
  return `Cannot listen on ${host}:${port}: ${messageOf(error)}.`;
}

async function drain(server: http.Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), DRAIN_LOOK_MS);
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(limit);
}
