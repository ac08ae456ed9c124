/** For tests: route handlers behind a real port, so that other people's programs can call them. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;
/** By path, then by method; `{id}` stands for one part of a path. */
type Routes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Served = { readonly url: string; readonly close: () => Promise<void> };

export async function served(routes: Routes): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(routes, incoming).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      },
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(routes: Routes, incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const request = new Request(url, {
    method,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    ...(hasBody && { body: Buffer.concat(chunks) }),
  });
  for (const [path, handlers] of Object.entries(routes)) {
    const found = matched(path, url.pathname);
    const handler = handlers[method] as Handler | undefined;
    if (found && handler) return handler(request, { params: Promise.resolve(found) });
  }
  return new Response(`no ${method} ${url.pathname}`, { status: 404 });
}

function matched(path: string, asked: string): Record<string, string> | null {
  const [wanted, given] = [path.split("/"), asked.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? "";
    if (/^\{.*\}$/.test(part)) params[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}
