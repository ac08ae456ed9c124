/** What running units of one project keep, in memory: by hash, with those that have still to be written, and no more than fit. */
import type { Flag } from "./schema";

export type Pin = {
  /** A hash: whose it is cannot be read from it. */
  readonly unit: string;
  readonly environment: string;
  readonly flag: string;
  readonly variant: string;
  /** Of the flag, when it was made: whoever drops pins drops those of older versions. */
  readonly version: number;
  readonly at: number;
  readonly until: number;
};
/** From which version on pins to a variant count, by `dropKey`. */
export type Drops = ReadonlyMap<string, number>;

export type PinBook = {
  readonly pins: Map<string, Pin>;
  readonly unwritten: Map<string, Pin>;
  readonly most: number;
};

/** About 30 MB. */
const MOST_PINS = 100_000;

export const newPinBook = (most = MOST_PINS): PinBook => ({
  pins: new Map(),
  unwritten: new Map(),
  most,
});

export const dropKey = (environment: string, flag: string, variant: string): string =>
  JSON.stringify([environment, flag, variant]);

export function pinIn({ pins }: PinBook, unit: string, drops: Drops, now: number): Pin | undefined {
  const pin = pins.get(unit);
  return pin && pin.until > now && !isDropped(pin, drops) ? pin : undefined;
}

/** False when the book is full, or the pin too old: the unit keeps nothing then, and gets what its bucket says. */
export function addPin({ pins, unwritten, most }: PinBook, pin: Pin, drops: Drops): boolean {
  if (pins.size >= most && !pins.has(pin.unit)) return false;
  if (isDropped(pin, drops)) return false;
  pins.set(pin.unit, pin);
  unwritten.set(pin.unit, pin);
  return true;
}

/** What the database has is what holds: of two processes that met one unit at once, the first to commit wins. */
export function takePins(
  { pins, unwritten }: PinBook,
  committed: readonly Pin[],
  drops: Drops,
): void {
  for (const pin of committed) {
    if (isDropped(pin, drops)) continue;
    pins.set(pin.unit, pin);
    unwritten.delete(pin.unit);
  }
}

/** What is past its end or was dropped makes room. */
export function sweepPins({ pins, unwritten }: PinBook, drops: Drops, now: number): void {
  for (const pin of pins.values()) {
    if (pin.until > now && !isDropped(pin, drops)) continue;
    pins.delete(pin.unit);
    unwritten.delete(pin.unit);
  }
}

const isDropped = ({ environment, flag, variant, version }: Pin, drops: Drops): boolean =>
  drops.size > 0 && version < (drops.get(dropKey(environment, flag, variant)) ?? 0);

export type Drop = { readonly environment: string; readonly variant: string };

/** What a change takes from whoever keeps it: variants that are gone or off now, or all where nothing is pinned any more. Growth takes nothing. */
export function dropsBetween(before: Flag, after: Flag): Drop[] {
  if (before.pinForMs === undefined) return [];
  const variants = Object.keys(before.variants);
  return Object.keys(before.environments).flatMap((environment) => {
    const isDropping = droppingIn(before, after, environment);
    return variants.filter(isDropping).map((variant) => ({ environment, variant }));
  });
}

function droppingIn(before: Flag, after: Flag, environment: string): (variant: string) => boolean {
  if (after.pinForMs === undefined) return () => true;
  const wasOn = before.environments[environment]?.isEnabled === true;
  const isKilled = wasOn && after.environments[environment]?.isEnabled !== true;
  return (variant) =>
    !Object.hasOwn(after.variants, variant) || (isKilled && variant !== after.offVariant);
}
