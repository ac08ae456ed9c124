/** Hashes for placing and grouping, never for secrets. */

const utf8 = new TextEncoder();

/** Ids are short and plain: their bytes are their characters, and go here instead of into an array of their own. */
const scratch = new DataView(new ArrayBuffer(128));

function bytesOf(text: string): DataView {
  const { length } = text;
  if (length > scratch.byteLength) return encoded(text);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return encoded(text);
    scratch.setUint8(i, code);
  }
  return scratch;
}

function encoded(text: string): DataView {
  const { buffer, byteOffset, byteLength } = utf8.encode(text);
  return new DataView(buffer, byteOffset, byteLength);
}

/** MurmurHash3 (x86, 32 bits) of the UTF-8 text, as the signed number a Postgres int4 holds. */
export function hash32(text: string, seed = 0): number {
  const bytes = bytesOf(text);
  const length = bytes === scratch ? text.length : bytes.byteLength;
  const whole = length & ~3;
  let h = seed;
  for (let i = 0; i < whole; i += 4) {
    h ^= scramble(bytes.getInt32(i, true));
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = length - 1; i >= whole; i--) rest = (rest << 8) | bytes.getUint8(i);
  h ^= scramble(rest);
  h ^= length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

function scramble(word: number): number {
  const k = Math.imul(word, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

const UNIT_SEPARATOR = "\u001f";

/** FNV-1a, 64 bits, in 16 hexadecimal digits; the parts are kept apart, so ["ab", "c"] is not ["a", "bc"]. */
export const fingerprint64 = (parts: readonly string[]): string =>
  fnv1a64([utf8.encode(parts.join(UNIT_SEPARATOR))]);

/** A byte that no UTF-8 text holds. */
const BETWEEN = Uint8Array.of(0xff);

/**
 * The identity of a set of labels as Prometheus and Alertmanager compute it: names in the order of their
 * bytes, each name and each value ended.
 */
export function labelFingerprint(labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels).sort(byBytes);
  const parts = names.flatMap((name) => [name, labels[name] ?? ""]);
  return fnv1a64(parts.flatMap((part) => [utf8.encode(part), BETWEEN]));
}

/** JavaScript sorts by UTF-16 units, which puts an emoji before the last letters of the basic plane. */
function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i < length ? rank(a.charCodeAt(i)) - rank(b.charCodeAt(i)) : a.length - b.length;
}

/** Moves the surrogates behind everything that is one unit. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}

function fnv1a64(chunks: readonly Uint8Array[]): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const chunk of chunks) {
    for (const byte of chunk) {
      low = (low ^ byte) >>> 0;
      // The prime is 2^40 + 0x1b3, so the product is taken in halves that stay exact in a double.
      const product = low * 0x1b3;
      high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 2 ** 32)) >>> 0;
      low = product >>> 0;
    }
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
