/** What Postgres does not keep: NUL, and half of a character. */

const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

const isStorable = (text: string): boolean => !(text.includes("\0") || LONE_SURROGATE.test(text));

/** The path to the first text, or name of a field, that cannot be kept; null where all can. */
export function unstorableAt(
  value: unknown,
  path: readonly string[] = [],
): readonly string[] | null {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  if (value instanceof Uint8Array || value instanceof Date) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = isStorable(name) ? unstorableAt(inner, [...path, name]) : path;
    if (found) return found;
  }
  return null;
}

/** The same text as it can be kept: cut texts may end in half of a character. */
export const storable = (text: string): string =>
  text.replaceAll("\0", "").replace(LONE_SURROGATES, "\ufffd");
