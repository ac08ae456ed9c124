/** Where a period will end: what was spent so far and the forecast of the rest, and when a budget is crossed. */
import type { Ahead, Forecast, Interval } from "./forecast";

export type Projection = {
  /** Spent in the period until now. */
  readonly actual: number;
  readonly expected: number;
  /** Null where the past is too short to say. */
  readonly interval: Interval | null;
  readonly model: string;
};

/** The first day of the rest, counted from 0 (today), on whose end the budget is passed; null: not in this period. */
export type Crossing = {
  readonly expected: number | null;
  /** If spend runs at the upper and at the lower end of the interval. */
  readonly earliest: number | null;
  readonly latest: number | null;
  /** It is behind us. */
  readonly isPast: boolean;
};

export type Today = {
  /** Spent since midnight, within `actual`. */
  readonly spent: number;
  /** The share of the day that has passed, 0 to 1. */
  readonly passed: number;
};

/**
 * The forecast starts with today. Of today's forecast only the part of the day that is left is added to
 * what today has already cost, so that a morning of heavy spend is not forgotten.
 */
export function project(
  actual: number,
  today: Today,
  remaining: number,
  forecast: Forecast,
): Projection | null {
  if (forecast.status !== "forecast") return null;
  const rest = restOf(today, remaining, forecast.totals);
  if (rest === null) return null;
  const { value, interval } = rest;
  return {
    actual,
    expected: actual + value,
    // What is spent is spent: no lower bound is below it.
    interval: interval && {
      low: actual + Math.max(0, interval.low),
      high: actual + interval.high,
    },
    model: forecast.model,
  };
}

/** The cost from now to the end of the day `days` - 1 days after today. */
function restOf({ passed }: Today, days: number, totals: readonly Ahead[]): Ahead | null {
  if (days === 0) return { value: 0, interval: { low: 0, high: 0 } };
  const whole = totals[days - 1];
  const today = totals[0]?.value ?? 0;
  if (!whole) return null;
  const gone = today * Math.min(1, Math.max(0, passed));
  const value = Math.max(0, whole.value - gone);
  if (whole.interval === null) return { value, interval: null };
  // Of a last day that is half over, half the error is behind us.
  const share = days === 1 ? 1 - Math.min(1, passed) : 1;
  const half = { low: whole.value - whole.interval.low, high: whole.interval.high - whole.value };
  return { value, interval: { low: value - half.low * share, high: value + half.high * share } };
}

export function crossingOf(
  budget: number,
  actual: number,
  today: Today,
  remaining: number,
  forecast: Forecast,
): Crossing {
  if (actual >= budget) return { expected: null, earliest: null, latest: null, isPast: true };
  const ends = Array.from({ length: remaining }, (_, k) => project(actual, today, k + 1, forecast));
  const first = (end: (one: Projection) => number | null | undefined): number | null => {
    const day = ends.findIndex((one) => one !== null && (end(one) ?? -1) >= budget);
    return day === -1 ? null : day;
  };
  return {
    expected: first((one) => one.expected),
    earliest: first((one) => one.interval?.high),
    latest: first((one) => one.interval?.low),
    isPast: false,
  };
}
