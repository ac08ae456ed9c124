/** The textbook rule to compare with: so many median absolute deviations away from a rolling median. */

import { median, medianDeviation } from "@/lib/core/stats";
import type { History } from "@/lib/cost/history/history";

const NORMAL = 1.4826;

/** The starts of the steps that stand out from the `window` steps before them by more than `most` deviations. */
export function outliers({ at, values }: History, window: number, most: number): number[] {
  return at.filter((_, t) => {
    const value = values[t];
    const past = values.slice(Math.max(0, t - window), t).filter((one) => one !== null);
    if (value === null || value === undefined || past.length < window / 2) return false;
    const middle = median(past) ?? value;
    const deviation = NORMAL * (medianDeviation(past) ?? 0);
    // Where nothing ever moved, it has no unit to count in.
    return deviation > 0 && Math.abs(value - middle) / deviation > most;
  });
}
