/** Secrets that people read aloud or type: one-time tokens and first passwords. */

/** Twenty characters of 31 that nobody takes for another: 99 bits. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789".slice(0, 31);

/** A password or token that can be read aloud: groups of five. At least 20 random bytes. */
export function wordFrom(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 20), (byte) => LETTERS[byte % LETTERS.length]);
  return letters.join("").replace(/.{5}(?=.)/g, "$&-");
}
