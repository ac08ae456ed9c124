/** Somebody who does what a document says: a console over HTTP, and a shell beside it. */
import { spawn } from "node:child_process";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { Method } from "@/lib/access/route";
import { answering, paramsIn, placesOf } from "@/server/access/addresses";
import type { Handler } from "@/server/access/in-process";
import { hotRoutes } from "@/server/hot";
import { ROOT } from "@/server/root";
import { noteAddress } from "@/server/web";

type Outcome = {
  /** Null where it did what it says: it ended with 0, and the console refused nothing. */
  readonly trouble: string | null;
};

export type Reader = {
  readonly url: string;
  readonly follow: (code: string) => Promise<Outcome>;
  readonly close: () => void;
};

const LIMIT_MS = 180_000;
const SHOWN = 2_000;

/** The doors of the product behind a web server of their own: what Next does for pages is not asked for. */
export async function reader(env: Readonly<Record<string, string>>): Promise<Reader> {
  const refused: string[] = [];
  const hot = hotRoutes();
  const server = http.createServer(async (req, res) => {
    noteAddress(req, 0);
    res.once("finish", () => {
      if (res.statusCode >= 400) refused.push(`${req.method} ${req.url}: ${res.statusCode}`);
    });
    if (!(await hot(req, res))) await answer(req, res);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    follow: async (code) => {
      refused.length = 0;
      const failure = await run(code, { ...process.env, ...env, PORT: String(port) });
      return { trouble: [failure, ...refused].filter(Boolean).join("\n") || null };
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const places = placesOf("route.ts");

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? "/", `http://${req.headers.host}`);
  const address = answering(
    places.map((place) => place.address),
    url.pathname,
  );
  const file = places.find((place) => place.address === address)?.file;
  const doors = file ? await import(/* @vite-ignore */ path.join(ROOT, "app", file)) : {};
  const handler = doors[req.method as Method] as Handler | undefined;
  if (!address || !handler) return void res.writeHead(404).end();
  const params = Promise.resolve(paramsIn(address, url.pathname) ?? {});
  const response = await handler(requestOf(url, req), { params });
  res.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return void res.end();
  Readable.fromWeb(response.body as ReadableStream).pipe(res);
}

function requestOf(url: URL, req: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value));
  const hasBody = req.method !== "GET" && req.method !== "HEAD";
  const body = hasBody && { body: Readable.toWeb(req) as BodyInit, duplex: "half" as const };
  return new Request(url, { method: req.method ?? "GET", headers, ...body });
}

/** Null, or how it ended and what it said last. */
function run(code: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const shell = ["-euo", "pipefail", "-c", code];
    const child = spawn("bash", shell, { cwd: ROOT, env, timeout: LIMIT_MS });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said = `${said}${text}`.slice(-SHOWN);
      });
    child.once("error", reject);
    child.once("close", (status, signal) =>
      resolve(status === 0 ? null : `ended with ${status ?? signal}:\n${said}`),
    );
  });
}
