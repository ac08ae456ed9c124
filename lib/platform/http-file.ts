/** The HTTP door of a file that a page shows, such as a picture. */
import "server-only";
import type { z } from "zod";
import type { Permission } from "@/lib/core/roles";
import { ctxOf, type Door, guarded, inputOf } from "./http";
import type { Operation } from "./operation";

export type ServedFile = {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Kept by the browser for a while; another release may bring another one of the same name. */
const KEPT_S = 600;

export function fileDoor<P extends Permission, I extends z.ZodType>(
  operation: Operation<P, I, ServedFile>,
): Door {
  return guarded(operation.may, async (request, context) => {
    const input = await inputOf(request, context);
    const { contentType, bytes } = await operation(await ctxOf(request), input as z.input<I>);
    return new Response(bytes, {
      headers: {
        "content-type": contentType,
        "cache-control": `private, max-age=${KEPT_S}`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}
