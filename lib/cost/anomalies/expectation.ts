/** What a value should have been: the median of the same hour or day of the weeks before, and how far off it is. */

import { median } from "@/lib/core/stats";
import type { History, Step } from "@/lib/cost/history/history";

const WEEKS = 4;
const DAYS = 7;
/** Of a single example one does not know whether it was one. */
const LEAST_EXAMPLES = 2;
const LEAST_WEEKS = 3;

type Pace = { readonly week: number; readonly day: number | null };

/** How many steps back the same moment of the week lies, and of the day. */
const PACE: Readonly<Record<Step, Pace>> = {
  "5min": { week: 2_016, day: 288 },
  hour: { week: 168, day: 24 },
  day: { week: 7, day: null },
  month: { week: 12, day: null },
};

/**
 * The median of the same hour and weekday of four weeks; within a day, as long as there are not three
 * weeks, of the same hour of seven days. Null: there is no such past. `isOut` says which past values
 * are anomalies, and so no example.
 */
export function expectedAt(
  history: History,
  t: number,
  isOut: (t: number) => boolean,
): number | null {
  const { week, day } = PACE[history.step];
  const weekly = references(history, t, week, WEEKS, isOut);
  if (weekly.length >= (day === null ? LEAST_EXAMPLES : LEAST_WEEKS)) return median(weekly);
  const daily = day === null ? [] : references(history, t, day, DAYS, isOut);
  return daily.length >= LEAST_EXAMPLES ? median(daily) : null;
}

function references(
  { values }: History,
  t: number,
  apart: number,
  most: number,
  isOut: (t: number) => boolean,
): number[] {
  const found: number[] = [];
  for (let i = 1; i <= most; i++) {
    const value = values[t - i * apart];
    if (value !== null && value !== undefined && !isOut(t - i * apart)) found.push(value);
  }
  return found;
}

/** Below this share of what is usual, a small change would be a huge ratio. */
const FLOOR_SHARE = 0.5;

/** How far off a value is, as a share of what was expected: 0.5 is half more or half less. */
export function distanceOf(observed: number, expected: number, usual: number): number {
  const unit = Math.max(Math.abs(expected), FLOOR_SHARE * usual);
  if (unit === 0) return observed === expected ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(observed - expected) / unit;
}
