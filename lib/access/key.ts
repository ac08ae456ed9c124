/** How an API key's secret and a set-up token look, and who may grant which scopes. */
import type { Scope } from "@/lib/core/roles";

export const SECRET_BYTES = 32;
const PREFIX_LENGTH = 9;

/** `wh_` lets secret scanners and people recognise a leaked key. */
export const secretFrom = (random: Uint8Array): string =>
  `wh_${Buffer.from(random).toString("base64url")}`;

export const prefixOf = (secret: string): string => secret.slice(0, PREFIX_LENGTH);

/** Twenty characters of 31 that nobody takes for another: 99 bits. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789".slice(0, 31);

/** A password or token that can be read aloud: groups of five. At least 20 random bytes. */
export function wordFrom(random: Uint8Array): string {
  const letters = Array.from(random.subarray(0, 20), (byte) => LETTERS[byte % LETTERS.length]);
  return letters.join("").replace(/.{5}(?=.)/g, "$&-");
}

/** A key may not make a mightier one. People and the system are held by their role alone. */
export function missingScopes(
  actor: { readonly kind: string; readonly scopes?: readonly Scope[] },
  wanted: readonly Scope[],
): readonly Scope[] {
  if (actor.kind !== "key") return [];
  return wanted.filter((scope) => !actor.scopes?.includes(scope));
}
