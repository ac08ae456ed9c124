/** How busy the demo is: working days and nights, weekends, and a product that is slowly finding its users. */
import { DAY, HOUR, MINUTE } from "@/lib/core/time";

/** Share of the peak by hour of the day, midnight first. */
const BY_HOUR = [
  0.3, 0.26, 0.24, 0.23, 0.25, 0.31, 0.42, 0.58, 0.76, 0.92, 1, 0.98, 0.9, 0.93, 0.99, 0.97, 0.9,
  0.8, 0.71, 0.66, 0.62, 0.55, 0.46, 0.37,
];
/** Monday first. */
const BY_WEEKDAY = [0.97, 1, 1, 0.98, 0.9, 0.52, 0.48];
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 3;

export const PEAK_REQUESTS_PER_MINUTE = 7;
export const HISTORY_MS = 14 * DAY;
const STARTED_AT = 0.42;

/** Expected requests in the minute that starts at `ms`; `utcOffsetMinutes` is where the demo's people live. */
export function requestsPerMinute(ms: number, anchorMs: number, utcOffsetMinutes: number): number {
  const local = ms + utcOffsetMinutes * MINUTE;
  const age = Math.min(1, Math.max(0, (ms - (anchorMs - HISTORY_MS)) / HISTORY_MS));
  const growth = STARTED_AT + (1 - STARTED_AT) * age;
  return PEAK_REQUESTS_PER_MINUTE * ofDay(local) * ofWeek(local) * growth;
}

/** Between whole hours the curve is straight, so that no chart shows a step. */
function ofDay(local: number): number {
  return between(BY_HOUR, local / HOUR);
}

/** Likewise between one noon and the next. */
function ofWeek(local: number): number {
  return between(BY_WEEKDAY, (local - DAY / 2) / DAY + EPOCH_WEEKDAY);
}

function between(curve: readonly number[], at: number): number {
  const i = Math.floor(at);
  const value = (k: number) => curve[((k % curve.length) + curve.length) % curve.length] ?? 1;
  return value(i) + (value(i + 1) - value(i)) * (at - i);
}
