/** Requests that the web process answers itself, before Next: none yet. */
import type { IncomingMessage, ServerResponse } from "node:http";

export type HotRoutes = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;

/** True when the request was handled. */
export function hotRoutes(): HotRoutes {
  return () => false;
}
