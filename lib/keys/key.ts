/** How an API key's secret looks, and who may grant which scopes. */
import type { Scope } from "@/lib/core/roles";

export const SECRET_BYTES = 32;
const PREFIX_LENGTH = 9;

/** `wh_` lets secret scanners and people recognise a leaked key. */
export const secretFrom = (random: Uint8Array): string =>
  `wh_${Buffer.from(random).toString("base64url")}`;

export const prefixOf = (secret: string): string => secret.slice(0, PREFIX_LENGTH);

/** A key may not make a mightier one. People and the system are held by their role alone. */
export function missingScopes(
  actor: { readonly kind: string; readonly scopes?: readonly Scope[] },
  wanted: readonly Scope[],
): readonly Scope[] {
  if (actor.kind !== "key") return [];
  return wanted.filter((scope) => !actor.scopes?.includes(scope));
}
