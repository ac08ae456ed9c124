/** The HTTP door of an intake: judges the sender before the body is read, and the body before it is held. */
import "server-only";
import { Fault } from "@/lib/core/fault";
import type { ProjectPermission } from "@/lib/core/roles";
import { ctxBeforeTurn, type Door, guarded, problemOf } from "./http";
import { type HeadersLike, headerOf } from "./identity";
import type { Intake } from "./operation";

export type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** Longer than any healthy database takes to say who somebody is. */
const ADMISSION_LIMIT_MS = 5_000;

/** Through Next. The web process opens the same intake without it, and much faster. */
export function intakeDoor<P extends ProjectPermission, O>(intake: Intake<P, O>): Door {
  return guarded(intake.may, async (request) => {
    const read = (limit: number) => bytesOf(request, limit);
    const { status, headers, body } = await receive(intake, request.headers, read);
    return Response.json(body, { status, headers });
  });
}

/** Never throws: every refusal is an answer. */
export async function receive<P extends ProjectPermission, O>(
  intake: Intake<P, O>,
  headers: HeadersLike,
  read: (limit: number) => Promise<Buffer>,
): Promise<Received> {
  try {
    const ctx = await inTime(ctxBeforeTurn({ headers }).then(intake.admit), ADMISSION_LIMIT_MS);
    const body = await intake.run(ctx, {
      body: await read(intake.maxBodyBytes),
      contentType: headerOf(headers, "content-type") ?? null,
      contentEncoding: headerOf(headers, "content-encoding") ?? null,
      idempotencyKey: headerOf(headers, "idempotency-key") ?? null,
    });
    return { status: 202, headers: { "cache-control": "no-store" }, body };
  } catch (error) {
    return problemOf(error, intake.may, headers);
  }
}

/** A database that is paused answers nothing at all, not even an error. */
async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = "The database does not answer; try again";
      reject(new Fault("unavailable", message, { retryAfterSeconds: 2 }));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const tooLarge = (limit: number): Fault =>
  new Fault("too-large", `The body is larger than ${limit} bytes`, { expected: limit });

/** What is beyond the limit is never held. */
export async function bytesOf(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
