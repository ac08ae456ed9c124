/** Which addresses open without a session, and where somebody may be sent after signing in. */

/** Pages for those who are not in yet, the files that these pages load, and what machines ask. */
const OPEN = new Set([
  "/sign-in",
  "/setup",
  "/invitation",
  "/forgot",
  "/reset",
  "/theme.js",
  "/icon.svg",
  "/favicon.ico",
  "/manifest.webmanifest",
  "/healthz",
  "/readyz",
  "/metrics",
]);

/** A link of a notification, or for an emergency, brings its own right with it. */
const ACTION_LINK = /^\/[ae]\/[^/]+$/;

export const isOpen = (path: string): boolean => OPEN.has(path) || ACTION_LINK.test(path);

/** An own page, or the overview: never another site, however the address is dressed up. */
export function safeReturn(asked: string | null | undefined): string {
  const here = "http://here.invalid";
  if (!asked?.startsWith("/") || !URL.canParse(asked, here)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, here);
  const isPage =
    origin === here && !pathname.startsWith("//") && !/^\/(api|_next)\//.test(pathname);
  return isPage && !isOpen(pathname) ? `${pathname}${search}${hash}` : "/";
}

/** The sign-in page that brings back to where somebody wanted to go. */
export function signInPath(wanted: string): string {
  const back = safeReturn(wanted);
  return back === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(back)}`;
}
