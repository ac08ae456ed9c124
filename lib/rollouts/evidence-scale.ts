/** Where e-values stand on a chart: by their powers of ten, with as much below 1 as above. */
import { figure } from "./words";

/** Powers of ten beyond which a curve says no more: what is past an end is drawn at it. */
const FLOOR = -3;
const CEILING = 6;

export const heightOf = (e: number): number =>
  Math.min(CEILING, Math.max(FLOOR, e > 0 ? Math.log10(e) : FLOOR));

/** A height as an e-value; the ends say that it may be past them. */
export function heightWords(height: number): string {
  if (height <= FLOOR) return "≤ 0.001";
  if (height >= CEILING) return "≥ 1 M";
  return figure(10 ** height);
}

/** What is said where a curve was cut off below. */
export const FLOOR_WORDS = "Values below 0.001 are drawn at 0.001";
export const isBelowFloor = (e: number): boolean => e < 10 ** FLOOR;

/** More whole powers than these do not fit on a phone. */
const MOST_POWERS = 5;
const FEWER = 3;

/** The ticks of an axis that holds these e-values, a power of ten below 1, and the threshold with room above it. */
export function evidenceAxis(values: readonly number[], threshold: number): number[] {
  const heights = values.map(heightOf);
  const low = Math.floor(Math.min(-1, ...heights));
  const high = Math.ceil(Math.max(heightOf(threshold * 1.5), ...heights));
  const step = high - low > MOST_POWERS ? FEWER : 1;
  const bottom = Math.max(FLOOR, Math.floor(low / step) * step);
  const top = Math.min(CEILING, Math.ceil(high / step) * step);
  return Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) => bottom + i * step);
}
