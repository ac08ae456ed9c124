/** The words of the address bar that every link carries on. */

const ASK_PARAMS = ["project", "env", "range", "from", "to", "compare", "live"] as const;

/** `path` with the page's question; what `path` itself says wins. */
export function keepAsk(path: string, current: URLSearchParams): string {
  const [beforeHash = "", hash] = path.split("#", 2);
  const [pathname = "", own] = beforeHash.split("?", 2);
  const params = new URLSearchParams(own);
  for (const name of ASK_PARAMS) {
    const value = current.get(name);
    if (value !== null && !params.has(name)) params.set(name, value);
  }
  const query = params.toString();
  return `${pathname}${query ? `?${query}` : ""}${hash ? `#${hash}` : ""}`;
}
