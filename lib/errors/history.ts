/** How a group came to its state: sightings, people's acts, and coming back after being resolved. */
import type { ErrorState, HistoryEntry } from "./schema";

export const RESOLVED = "error.resolved";
export const REOPENED = "error.reopened";

export type Act = {
  readonly at: Date;
  readonly action: string;
  readonly actorName: string;
  readonly reason: string | null;
};

type Story = {
  readonly state: ErrorState;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** From the audit log, in any order. */
  readonly acts: readonly Act[];
  /** Buckets in which it was seen after the last time it was resolved, if known. */
  readonly seenAgainAt: Date | null;
};

/** Newest first. */
export function historyOf({ state, firstAt, lastAt, acts, seenAgainAt }: Story): HistoryEntry[] {
  const mute = { by: null, reason: null };
  const entries: HistoryEntry[] = [
    { at: firstAt.toISOString(), what: "first-seen", ...mute },
    ...acts.map(({ at, action, actorName, reason }) => ({
      at: at.toISOString(),
      what: action === RESOLVED ? ("resolved" as const) : ("reopened" as const),
      by: actorName,
      reason,
    })),
  ];
  if (state === "regressed") {
    entries.push({ at: (seenAgainAt ?? lastAt).toISOString(), what: "regressed", ...mute });
  }
  if (lastAt > firstAt) entries.push({ at: lastAt.toISOString(), what: "last-seen", ...mute });
  return entries.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** The last time somebody resolved it. */
export function resolvedAtOf(acts: readonly Act[]): Date | null {
  const times = acts.filter(({ action }) => action === RESOLVED).map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}
