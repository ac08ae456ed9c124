/** Where people find this Wheelhouse: what is configured, or else the address it listens on. */
import "server-only";
import { env } from "./env";

export function homeUrl(): string {
  const { WHEELHOUSE_URL, PORT } = env();
  return (WHEELHOUSE_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}
