/** A first request to copy, for keys that read. */
import type { Scope } from "@/lib/core/roles";

type Place = { readonly url: string; readonly secret: string; readonly project: string };

const PATHS: readonly (readonly [scope: Scope, path: string])[] = [
  ["read", "overview"],
  ["admin", "keys"],
];

/** Null for a key that may read nothing. */
export function readingCurl(scopes: readonly Scope[], place: Place): string | null {
  const path = PATHS.find(([scope]) => scopes.includes(scope))?.[1];
  if (path === undefined) return null;
  const { url, secret, project } = place;
  return `curl -sS "${url.replace(/\/+$/, "")}/api/v1/${path}?project=${encodeURIComponent(project)}" \\
  -H "Authorization: Bearer ${secret}"`;
}
