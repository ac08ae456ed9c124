/** Flags that have done their work, or never began it. */
import { DAY } from "@/lib/core/time";
import { constantIn } from "./constant";
import type { FlagEnvironment } from "./schema";

/**
 * `launched`: everybody gets one variant, and programs still ask; `zero`: everybody gets the off variant; `constant`:
 * each environment has its own one; `off`: switched off everywhere.
 */
const STALE_KINDS = ["launched", "zero", "constant", "off", "unused", "never"] as const;
export type StaleKind = (typeof STALE_KINDS)[number];

export const STALE_WORDS: Readonly<Record<StaleKind, string>> = {
  launched: "Everybody gets the same variant: take it out of the code",
  zero: "Nobody gets anything but the off variant: take it out of the code",
  constant: "Each environment gets one variant for everybody: take it out of the code",
  off: "Switched off for long: take it out of the code",
  unused: "Programs have stopped asking for it: archive it",
  never: "No program has ever asked for it: archive it",
};

export type Stale = { readonly kind: StaleKind; readonly days: number };

/** Whether programs still ask, so that the code has to be rid of it first. */
export const isOfCode = (stale: Stale | null): boolean =>
  stale !== null && stale.kind !== "unused" && stale.kind !== "never";

const SETTLED_MS = 14 * DAY;
const NEVER_MS = 7 * DAY;

type Known = {
  readonly now: number;
  readonly environments: Readonly<Record<string, FlagEnvironment>>;
  readonly offVariant: string;
  readonly createdAt: number;
  /** Of the version in force. */
  readonly changedAt: number;
  /** The newest hour in which somebody asked; null: never. */
  readonly askedAt: number | null;
  /** Whether a rollout is about to move it, or does. */
  readonly isMoved: boolean;
};

/** Null while it is of use. */
export function staleOf(known: Known): Stale | null {
  const { now, environments, createdAt, changedAt, askedAt, isMoved } = known;
  if (isMoved) return null;
  const aged = (kind: StaleKind, since: number, least: number): Stale | null =>
    now - since >= least ? { kind, days: Math.floor((now - since) / DAY) } : null;
  if (askedAt === null) return aged("never", createdAt, NEVER_MS);
  const unused = aged("unused", askedAt, SETTLED_MS);
  if (unused) return unused;
  const all = Object.values(environments);
  if (all.length === 0) return null;
  if (all.every(({ isEnabled }) => !isEnabled)) return aged("off", changedAt, SETTLED_MS);
  const kind = constantKind(all, known.offVariant);
  return kind && aged(kind, changedAt, SETTLED_MS);
}

function constantKind(all: readonly FlagEnvironment[], offVariant: string): StaleKind | null {
  const given = new Set(all.map((environment) => constantIn(environment, offVariant)));
  if (given.has(null)) return null;
  if (given.size > 1) return "constant";
  return given.has(offVariant) ? "zero" : "launched";
}
