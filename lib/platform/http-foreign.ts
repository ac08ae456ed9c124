/** The HTTP door for programs that speak another product's words: the same guard, their requests and their answers. */
import "server-only";
import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import type { Permission } from "@/lib/core/roles";
import { ctxOf, type Door, guarded, problemOf } from "./http";
import { bytesOf } from "./http-intake";
import type { Operation } from "./operation";

type Asked = {
  readonly body: unknown;
  readonly search: URLSearchParams;
  readonly params: Readonly<Record<string, string | string[] | undefined>>;
};
type Reply = { readonly status: number; readonly body?: unknown };

export type Dialect<O> = {
  readonly maxBodyBytes: number;
  /** The operation's input. */
  readonly input: (asked: Asked) => object;
  readonly answer: (output: O) => Reply;
  readonly refusal: (status: number, message: string) => Reply;
  /** Where the API key is, for senders that put it into what they send. */
  readonly keyIn?: (body: unknown) => string | undefined;
};

export function foreignDoor<P extends Permission, I extends z.ZodType, O>(
  operation: Operation<P, I, O>,
  dialect: Dialect<O>,
): Door {
  const open = guarded(operation.may, async (request, context) => {
    try {
      const ctx = await ctxOf(request);
      const { searchParams: search } = new URL(request.url);
      const body = parsed(await bytesOf(request, dialect.maxBodyBytes));
      const input = dialect.input({ body, search, params: await context.params });
      return replyOf(dialect.answer(await operation(ctx, input as z.input<I>)));
    } catch (error) {
      return refused(error, request, dialect);
    }
  });
  const { keyIn } = dialect;
  if (!keyIn) return open;
  const door: typeof open = Object.assign(
    async (...[request, context]: Parameters<Door>) => {
      try {
        return await open(await withKey(request, keyIn, dialect.maxBodyBytes), context);
      } catch (error) {
        return refused(error, request, dialect);
      }
    },
    { may: operation.may },
  );
  return door;
}

/** The same request, its key where every other sender has it. */
async function withKey(
  request: Request,
  keyIn: (body: unknown) => string | undefined,
  limit: number,
): Promise<Request> {
  const { url, method } = request;
  const bytes = await bytesOf(request, limit);
  const headers = new Headers(request.headers);
  const key = keyIn(readable(bytes));
  if (key !== undefined && /^\S{1,500}$/.test(key)) headers.set("authorization", `Bearer ${key}`);
  return new Request(url, { method, headers, body: new Uint8Array(bytes) });
}

const readable = (bytes: Buffer): unknown => {
  try {
    return parsed(bytes);
  } catch {
    return undefined;
  }
};

function parsed(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    throw new Fault("invalid", "The body is not JSON", {}, { cause });
  }
}

function refused<O>(error: unknown, request: Request, { refusal }: Dialect<O>): Response {
  const { status, headers, body } = problemOf(
    error,
    new URL(request.url).pathname,
    request.headers,
  );
  const retry = (headers as Readonly<Record<string, string>>)["retry-after"];
  return replyOf(refusal(status, body.title), retry === undefined ? {} : { "retry-after": retry });
}

function replyOf({ status, body }: Reply, more: Readonly<Record<string, string>> = {}): Response {
  const headers = { "cache-control": "no-store", ...more };
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}
