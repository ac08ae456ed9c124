/** Text that somebody else wrote, made fit to travel: cut to what the peer takes, without what drives terminals or fools readers. */

const ENDING = "…";
/** Nothing longer than this is worth reading in a message; what follows is not even looked at. */
const MAX_READ = 20_000;

/** Half a surrogate pair: some peers refuse the whole message for one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Marks that turn the order of what is read. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Well-formed, without control and direction characters; line breaks stay. */
export const plain = (text: string): string =>
  text
    .slice(0, MAX_READ)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(CONTROLS, "")
    .replace(TURNS, "");

export const oneLine = (text: string): string => plain(text).replace(/\s+/g, " ").trim();

/** At most `max` UTF-16 units, which is never fewer than any peer counts; never ends in half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return "";
  return text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "") + ENDING;
}

/** One line within `max`, as most places want it. */
export const short = (text: string, max: number): string => clip(oneLine(text), max);

/** Escapes letter by letter and leaves off before `max` is passed, so that no escape is cut in two. */
export function escapedWithin(
  text: string,
  max: number,
  escaped: (letter: string) => string,
): string {
  const letters = Array.from(text.slice(0, MAX_READ), escaped);
  const whole = letters.join("");
  if (whole.length <= max) return whole;
  let out = "";
  for (const letter of letters) {
    if (out.length + letter.length > max - 1) break;
    out += letter;
  }
  return clip(out + ENDING, max);
}

export const more = (n: number): string => `${ENDING} +${n} more, open in Wheelhouse`;

/** As many as fit into `max` units and `most` lines, and how many were left out. */
export function listed<T>(
  items: readonly T[],
  lineOf: (item: T) => string,
  max: number,
  most: number,
): string {
  const room = max - more(items.length).length - 1;
  const taken: string[] = [];
  let used = 0;
  for (const line of items.slice(0, most).map(lineOf)) {
    if (used + line.length + 1 > room) break;
    taken.push(line);
    used += line.length + 1;
  }
  const left = items.length - taken.length;
  const all = [...taken, ...(left > 0 ? [more(left)] : [])].join("\n");
  return clip(all, max);
}

/** As many as fit into `maxBytes` of JSON, in order. */
export function fitting<T, J>(items: readonly T[], json: (item: T) => J, maxBytes: number): J[] {
  const taken: J[] = [];
  let left = maxBytes;
  for (const item of items) {
    const value = json(item);
    left -= bytesOf(value) + 1;
    if (left < 0) break;
    taken.push(value);
  }
  return taken;
}

const utf8 = new TextEncoder();
const bytesOf = (value: unknown): number => utf8.encode(JSON.stringify(value)).length;

/** An address that a person may click: of the web, and not longer than `max`. */
export function webLink(text: string | null, max: number): string | null {
  if (!text || text.length > max) return null;
  try {
    const { protocol, href } = new URL(text);
    return /^https?:$/.test(protocol) && href.length <= max ? href : null;
  } catch {
    return null;
  }
}

/** Those links that may be clicked and are not longer than `max`. */
export const clickable = <L extends { readonly url: string }>(
  links: readonly L[],
  max: number,
): L[] =>
  links.flatMap((link) => {
    const url = webLink(link.url, max);
    return url ? [{ ...link, url }] : [];
  });

/** A key that the peer takes: as it is, or its beginning and a hash of the whole by which it stays unique. */
export function keyWithin(key: string, max: number, hash: (text: string) => string): string {
  const clean = oneLine(key);
  if (clean === key && key.length <= max) return key;
  const tail = `~${hash(key)}`;
  return clean.slice(0, max - tail.length).replace(/[\ud800-\udbff]$/, "") + tail;
}
