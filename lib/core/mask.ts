/** Takes secrets out of what is about to be kept: the last line of defence behind whoever wrote it down. */

const MASK = "[masked]";

/** A name that holds one of these words holds a secret… */
const SECRET = new Set(
  "password passwords passphrase passwd secret secrets token tokens hash hashes credential credentials cookie authorization bearer totp otp".split(
    " ",
  ),
);
/** …unless it ends in one of these: `tokenPrefix` and `passwordChangedAt` only speak about one. */
const ABOUT = new Set(["at", "by", "id", "ids", "kind", "method", "name", "prefix", "type"]);

const OWN_KEY = /\bwh_[\w-]{32,}/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{16,}/gi;
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi;

/** Text without API keys, authorization headers and passwords in addresses, whatever it is called. */
export const maskedText = (text: string): string =>
  text
    .replace(OWN_KEY, `wh_${MASK}`)
    .replace(BEARER, `$1 ${MASK}`)
    .replace(URL_PASSWORD, `$1:${MASK}@`);

/** A copy in which every text under the name of a secret is masked; numbers and switches stay. */
export function masked(value: unknown, isSecret = false): unknown {
  if (typeof value === "string") return isSecret && value !== "" ? MASK : maskedText(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => masked(item, isSecret));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      masked(inner, isSecret || namesSecret(name)),
    ]),
  );
}

export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  if (ABOUT.has(words.at(-1) ?? "")) return false;
  return words.some((word, i) => SECRET.has(word) || (word === "key" && isKindOfKey(words[i - 1])));
}

const isKindOfKey = (word: string | undefined): boolean => word === "private" || word === "api";

/** `oldPasswordHash`, `old_password_hash` and `OLD-PASSWORD-HASH` alike. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
