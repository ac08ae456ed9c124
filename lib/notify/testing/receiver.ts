/** A receiver on this machine for tests: keeps what it was sent, refuses what the real peer would, and fails when told to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { z } from "zod";

type Heard = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
/** What happens to one request: an answer, one that is held back, a cut line or silence. */
export type Fate =
  | Answer
  | { readonly until: Promise<unknown>; readonly answer: Answer }
  | "reset"
  | "silence";

export type Receiver = {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** For the next requests, in order; after them it is well again. */
  readonly fail: (...fates: Fate[]) => void;
};

/**
 * Lives as long as the test, or until what `ends` was given is called. `accepts` is asked for every body; what
 * it refuses is answered with 400 and why.
 */
export async function receiver(
  well: Answer,
  accepts?: z.ZodType,
  ends: (close: () => void) => void = onTestFinished,
): Promise<Receiver> {
  const heard: Heard[] = [];
  const fates: Fate[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = "", url = "", headers } = request;
    heard.push({ method, path: url, headers, body });
    settle(fates.shift() ?? judged(body, well, accepts), request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  ends(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    fail: (...next) => void fates.push(...next),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function judged(body: string, well: Answer, accepts: z.ZodType | undefined): Answer {
  const result = accepts?.safeParse(JSON.parse(body));
  return !result || result.success ? well : { status: 400, body: result.error.message };
}

function settle(fate: Fate, request: IncomingMessage, response: ServerResponse): void {
  if (fate === "silence") return;
  if (fate === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  if ("until" in fate) {
    void fate.until.then(() => settle(fate.answer, request, response));
    return;
  }
  response.writeHead(fate.status, { ...fate.headers }).end(fate.body);
}
