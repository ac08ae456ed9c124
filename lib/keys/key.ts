/** How an API key's secret looks, who may grant which key, and what is said of one. */
import { areWithin } from "@/lib/core/addresses";
import { Fault } from "@/lib/core/fault";
import type { Scope } from "@/lib/core/roles";
import { DAY, HOUR } from "@/lib/core/time";

export const SECRET_BYTES = 32;
const PREFIX_LENGTH = 9;

/** `wh_` lets secret scanners and people recognise a leaked key. */
export const secretFrom = (random: Uint8Array): string =>
  `wh_${Buffer.from(random).toString("base64url")}`;

export const prefixOf = (secret: string): string => secret.slice(0, PREFIX_LENGTH);

/** What bounds a key. */
type Bounds = {
  readonly environment: string | null;
  readonly scopes: readonly Scope[];
  readonly requestsPerSecond: number;
  readonly expiresAt: Date | null;
  readonly allowedAddresses: readonly string[];
};
type Granter =
  | { readonly kind: "person" | "system" | "nobody" }
  | ({ readonly kind: "key" } & Bounds);

/** A key may not make a mightier one, nor make one mightier. People and the system are held by their role alone. */
export function refuseMightier(actor: Granter, wanted: Bounds): void {
  if (actor.kind !== "key") return;
  const missing = wanted.scopes.filter((scope) => !actor.scopes.includes(scope));
  const refuse = (field: keyof Bounds, why: string): never => {
    throw new Fault("forbidden", why, { field });
  };
  if (missing.length > 0)
    refuse("scopes", `A key cannot grant what it does not hold: ${missing.join(", ")}`);
  refuseElsewhere(actor, wanted.environment);
  if (wanted.requestsPerSecond > actor.requestsPerSecond)
    refuse(
      "requestsPerSecond",
      `This key may make ${actor.requestsPerSecond} requests a second itself`,
    );
  if (actor.expiresAt && (!wanted.expiresAt || wanted.expiresAt > actor.expiresAt))
    refuse(
      "expiresAt",
      `This key ends at ${actor.expiresAt.toISOString()} itself: ask for an earlier end`,
    );
  if (!areWithin(wanted.allowedAddresses, actor.allowedAddresses))
    refuse("allowedAddresses", "A key cannot let in addresses that it may not be used from itself");
}

/** A key of one environment leaves the keys of others alone. */
export function refuseElsewhere(actor: Granter, environment: string | null): void {
  if (actor.kind !== "key" || actor.environment === null) return;
  if (actor.environment !== environment) {
    throw new Fault(
      "forbidden",
      `This key can make and change keys for ${actor.environment} only`,
      {
        field: "environment",
      },
    );
  }
}

type Lived = {
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly replacedById: string | null;
};

/** Only a key that works can be replaced, and only once. */
export function refuseRotation({ expiresAt, revokedAt, replacedById }: Lived, now: Date): void {
  const why =
    (revokedAt && "it is revoked") ||
    (expiresAt && expiresAt <= now && "it has expired") ||
    (replacedById && "it has been replaced already");
  if (why) throw new Fault("conflict", `This key cannot be rotated: ${why}`);
}

/** The new key lives as long as the old one was meant to; one that a key makes, no longer than that key. */
export function renewedExpiry(
  { createdAt, expiresAt }: Lived,
  now: Date,
  atMost: Date | null = null,
): Date | null {
  const renewed = expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
  if (!renewed || !atMost) return renewed ?? atMost;
  return renewed < atMost ? renewed : atMost;
}

/** The old one works for the overlap, and never longer than it would have. */
export function endOfOverlap({ expiresAt }: Lived, overlapHours: number, now: Date): Date {
  const end = new Date(now.getTime() + overlapHours * HOUR);
  return expiresAt && expiresAt < end ? expiresAt : end;
}

export const daysFrom = (now: Date, days: number | null | undefined): Date | null =>
  days ? new Date(now.getTime() + days * DAY) : null;

const list = new Intl.ListFormat("en");
export const forWhere = (environment: string | null | undefined): string =>
  `for ${environment ?? "every environment"}`;

type Wanted = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment?: string | null | undefined;
  readonly expiresInDays?: number | null | undefined;
  readonly allowedAddresses: readonly string[];
};

/** What a second person is asked to agree to: all that makes the key dangerous. */
export function creationWords(wanted: Wanted): string {
  const { name, scopes, environment, expiresInDays, allowedAddresses } = wanted;
  const days = expiresInDays === 1 ? "1 day" : `${expiresInDays} days`;
  const ends = expiresInDays ? `ends in ${days}` : "never expires";
  const from = allowedAddresses.length > 0 ? list.format(allowedAddresses) : "any address";
  return `Create the key “${name}” ${forWhere(environment)} that may ${list.format(scopes)}, from ${from}, and ${ends}`;
}

type Settings = {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly allowedAddresses: readonly string[];
};

type Wish = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What of the settings would be new: none, where nothing would. */
export function changesIn(old: Settings, wanted: Wish): Partial<Settings> {
  const { name, requestsPerSecond, allowedAddresses } = wanted;
  const isOther = allowedAddresses && allowedAddresses.join() !== old.allowedAddresses.join();
  return {
    ...(name !== undefined && name !== old.name && { name }),
    ...(requestsPerSecond !== undefined &&
      requestsPerSecond !== old.requestsPerSecond && { requestsPerSecond }),
    ...(isOther && { allowedAddresses }),
  };
}

export function changeWords(changes: Partial<Settings>): string {
  const { name, requestsPerSecond, allowedAddresses } = changes;
  const parts = [
    name !== undefined && `the name to “${name}”`,
    requestsPerSecond !== undefined && `the rate to ${requestsPerSecond} requests a second`,
    allowedAddresses &&
      `the addresses to ${allowedAddresses.length > 0 ? list.format(allowedAddresses) : "any"}`,
  ];
  return list.format(parts.filter((part) => typeof part === "string"));
}
