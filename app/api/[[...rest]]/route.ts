/** /api/… — whatever no other route answers, in words that a program can read. */
import { Fault } from "@/lib/core/fault";
import { guarded } from "@/lib/platform/http";

const unknown = guarded("public", ({ method, url }) => {
  const message = `There is no ${method} ${new URL(url).pathname}; /api/openapi.json lists what there is`;
  return Promise.reject(new Fault("not-found", message));
});

export const GET = unknown;
export const HEAD = unknown;
export const POST = unknown;
export const PUT = unknown;
export const PATCH = unknown;
export const DELETE = unknown;
