/** Which first meetings tell how the split deals, and the share that it had then. */
import { MINUTE } from "@/lib/core/time";
import type { Exposed } from "./gathering";

/** The canary's percent from then on. */
export type Weighed = { readonly at: Date; readonly weight: number };

/** A split that has just changed is not what clients still hold. */
const SETTLING_MS = MINUTE;

/** Before the first change it was what the first says: a rollout may take over a split that is live. */
export function shareAt(weights: readonly Weighed[], minute: number): number | null {
  const isMoving = weights
    .slice(1)
    .some(({ at }) => at.getTime() >= minute - SETTLING_MS && at.getTime() < minute + MINUTE);
  if (isMoving) return null;
  const last = lastBefore(weights, minute);
  return last ? last.weight / 100 : null;
}

const lastBefore = (weights: readonly Weighed[], minute: number): Weighed | undefined =>
  weights.findLast(({ at }) => at.getTime() <= minute) ?? weights[0];

/** Units met in a minute that keep what they were given in another. */
export type PinnedMet = {
  readonly minute: Date;
  readonly pinnedAt: Date;
  readonly canary: number;
  readonly control: number;
};

/**
 * Of a flag that pins, a unit's arm says what the share was when its pin was made, not when it was met:
 * one that began before the share changed is left out, whichever arm it keeps.
 */
export function dealtNow(
  met: readonly PinnedMet[],
  weights: readonly Weighed[],
  countFrom: Date,
): Omit<Exposed & { readonly minute: Date }, "share">[] {
  const minutes = new Map<number, { minute: Date; canary: number; control: number }>();
  for (const { minute, pinnedAt, canary, control } of met) {
    const at = minute.getTime();
    if (pinnedAt.getTime() < dealtFrom(weights, at, countFrom.getTime())) continue;
    if (pinnedAt.getTime() > at) continue;
    const known = minutes.get(at) ?? { minute, canary: 0, control: 0 };
    minutes.set(at, {
      ...{ minute, canary: known.canary + canary, control: known.control + control },
    });
  }
  return [...minutes.values()];
}

/** Since when the share of that minute is in every process. */
function dealtFrom(weights: readonly Weighed[], minute: number, countFrom: number): number {
  const last = lastBefore(weights, minute);
  if (!last) return countFrom;
  const changedAt = last.at.getTime();
  return last === weights[0] && countFrom < changedAt ? countFrom : changedAt + SETTLING_MS;
}
