/** The two rules that anybody can check by hand: today against the daily average, and an absolute floor. */

export type DailyAverage = {
  readonly isAnomaly: boolean;
  readonly today: number;
  /** Null: there is no day to compare with. */
  readonly average: number | null;
  readonly limit: number | null;
};

/** What the average is over, and how many of those days there must be. */
const AVERAGE_DAYS = 30;
const LEAST_DAYS = 7;
const TIMES = 2;

/** "Spend today > 2x daily average", over the last thirty whole days. Days without spend count as 0. */
export function aboveDailyAverage(days: readonly number[], today: number): DailyAverage {
  const last = days.slice(-AVERAGE_DAYS);
  if (last.length < LEAST_DAYS) return { isAnomaly: false, today, average: null, limit: null };
  const average = last.reduce((sum, day) => sum + day, 0) / last.length;
  const limit = TIMES * average;
  return { isAnomaly: today > limit, today, average, limit };
}
