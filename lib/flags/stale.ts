/** Flags that have done their work, or never began it. */
import { DAY } from "@/lib/core/time";
import { sharesOf } from "./ranges";
import type { FlagEnvironment } from "./schema";

/** `launched`: everybody gets one variant, and programs still ask; `off`: nobody gets anything else. */
const STALE_KINDS = ["launched", "off", "unused", "never"] as const;
export type StaleKind = (typeof STALE_KINDS)[number];

export const STALE_WORDS: Readonly<Record<StaleKind, string>> = {
  launched: "Everybody gets the same variant: take it out of the code",
  off: "Switched off for long: take it out of the code",
  unused: "Programs have stopped asking for it: archive it",
  never: "No program has ever asked for it",
};

export type Stale = { readonly kind: StaleKind; readonly days: number };

const SETTLED_MS = 14 * DAY;
const NEVER_MS = 7 * DAY;

type Known = {
  readonly now: number;
  readonly environments: Readonly<Record<string, FlagEnvironment>>;
  readonly createdAt: number;
  /** Of the version in force. */
  readonly changedAt: number;
  /** The newest hour in which somebody asked; null: never. */
  readonly askedAt: number | null;
};

/** Null while it is of use. */
export function staleOf({ now, environments, createdAt, changedAt, askedAt }: Known): Stale | null {
  const aged = (kind: StaleKind, since: number, least: number): Stale | null =>
    now - since >= least ? { kind, days: Math.floor((now - since) / DAY) } : null;
  if (askedAt === null) return aged("never", createdAt, NEVER_MS);
  const unused = aged("unused", askedAt, SETTLED_MS);
  if (unused) return unused;
  const all = Object.values(environments);
  if (all.length === 0) return null;
  if (all.every(({ isEnabled }) => !isEnabled)) return aged("off", changedAt, SETTLED_MS);
  return all.every(isConstant) ? aged("launched", changedAt, SETTLED_MS) : null;
}

const isConstant = ({ isEnabled, rules, serve }: FlagEnvironment): boolean =>
  !isEnabled ||
  (rules.length === 0 &&
    ("variant" in serve || Object.keys(sharesOf(serve.split.ranges)).length === 1));
