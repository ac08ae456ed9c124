/** What this browser remembers for its person: theme, rail, last project. Losing it costs nothing. */

const PREFS = {
  theme: "wheelhouse.theme",
  rail: "wheelhouse.rail",
  project: "wheelhouse.project",
} as const;
export type Pref = keyof typeof PREFS;

/** public/theme.js listens too: it is the one place that applies theme and rail. */
const CHANGED = "wheelhouse:prefs";

/** Null when nothing is kept or the browser refuses storage. */
export function readPref(pref: Pref): string | null {
  try {
    return localStorage.getItem(PREFS[pref]);
  } catch {
    return null;
  }
}

export function writePref(pref: Pref, value: string): void {
  try {
    localStorage.setItem(PREFS[pref], value);
  } catch {
    // Private windows may refuse storage; the choice then lasts until the page is left.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** For `useSyncExternalStore`: other tabs and this one. */
export function onPrefs(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const themeOf = (kept: string | null): Theme =>
  THEMES.find((name) => name === kept) ?? "system";
