/** Secrets that people read aloud or type: one-time tokens and first passwords. */

/** 31 characters that nobody takes for another: twenty of them are 99 bits. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789".slice(0, 31);

/** A password, token or code that can be read aloud: a letter for each of up to 20 random bytes, in groups of five. */
export function wordFrom(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 20), (byte) => LETTERS[byte % LETTERS.length]);
  return letters.join("").replace(/.{5}(?=.)/g, "$&-");
}
