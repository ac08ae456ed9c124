/** The HTTP door of what is too long to be held: it leaves part by part, as fast as the asker takes it. */
import "server-only";
import type { z } from "zod";
import type { Permission } from "@/lib/core/roles";
import { ctxOf, type Door, guarded, inputOf } from "./http";
import { log } from "./log";
import type { Operation } from "./operation";

export type Download = {
  readonly contentType: string;
  /** Letters, digits, dots and hyphens. */
  readonly filename: string;
  readonly parts: AsyncIterable<string>;
};

/** The first part is made before anything is answered, so that what fails early is a problem like any other. */
export function downloadDoor<P extends Permission, I extends z.ZodType>(
  operation: Operation<P, I, Download>,
): Door {
  return guarded(operation.may, async (request, context) => {
    const input = await inputOf(request, context);
    const output = await operation(await ctxOf(request), input as z.input<I>);
    const { contentType, filename, parts } = output;
    return new Response(await streamed(parts), {
      headers: {
        "content-type": contentType,
        "content-disposition": `attachment; filename="${filename}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  });
}

/** Pulls a part when the last one is gone; who leaves early ends the work. */
export async function streamed(parts: AsyncIterable<string>): Promise<ReadableStream<Uint8Array>> {
  const source = parts[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = await source.next();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = next ?? (await source.next());
        next = null;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        // The headers are out: a connection that ends early is all that can still be said.
        log.error("a download broke off", { error });
        controller.error(error);
      }
    },
    async cancel() {
      await source.return?.();
    },
  });
}
