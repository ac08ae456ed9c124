/** Identifiers that sort by the time they were made. */

/** A version 7 UUID from milliseconds and at least ten random bytes, both given by the caller. */
export function uuidV7(atMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError("A version 7 UUID needs ten random bytes");
  const bytes = new Uint8Array(16);
  for (let i = 0, rest = atMs; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
