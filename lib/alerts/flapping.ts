/** Alerts that cannot make up their mind: said once when it begins and once when it ends. */
import { MINUTE } from "@/lib/core/time";

const FLAPPING_CHANGES = 4;
const FLAPPING_WINDOW_MS = 30 * MINUTE;

type Flapping = {
  readonly changes: readonly number[];
  readonly flappingSince: number | null;
};
export type FlappingStep = Flapping & { readonly told: "flapping" | "settled" | null };

/**
 * It begins with the fourth announcement within half an hour and ends when half an hour has brought
 * none. Ending it at the third would let a slow flapper begin and end for ever.
 */
export function stepFlapping(before: Flapping, announcements: number, now: number): FlappingStep {
  const changes = recent(before.changes, announcements, now);
  if (before.flappingSince === null) {
    const begins = announcements > 0 && changes.length >= FLAPPING_CHANGES;
    return { changes, flappingSince: begins ? now : null, told: begins ? "flapping" : null };
  }
  const isQuiet = now - (changes.at(-1) ?? Number.NEGATIVE_INFINITY) >= FLAPPING_WINDOW_MS;
  if (isQuiet) return { changes: [], flappingSince: null, told: "settled" };
  return { changes, flappingSince: before.flappingSince, told: null };
}

const NONE: readonly number[] = [];

function recent(changes: readonly number[], announcements: number, now: number): readonly number[] {
  if (changes.length === 0 && announcements === 0) return NONE;
  const all = [...changes, ...Array.from({ length: announcements }, () => now)];
  return all.filter((at) => now - at <= FLAPPING_WINDOW_MS).slice(-FLAPPING_CHANGES);
}
