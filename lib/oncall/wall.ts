/** The clock on the wall of a zone: when it first shows a time, on the nights too when it is put forward or back. */
import { IANAZone } from "luxon";
import { DAY, MINUTE } from "@/lib/core/time";

/** A date and time on some wall, as the milliseconds it would be in UTC: what is added to it ignores all changes of clocks. */
export type Wall = number;

export const wallOf = (date: string, time: string): Wall => Date.parse(`${date}T${time}:00.000Z`);

/** `09:30` into the milliseconds since midnight that a wall shows. */
export const timeOfDay = (time: string): number => wallOf("1970-01-01", time);

/**
 * The first instant at which the wall shows that time or a later one. A time that is missing is
 * reached when the clock jumps over it; one shown twice, the first time. So later times are never
 * reached earlier, and turns that meet on the wall meet in truth.
 */
export function reachedAt(zone: string, wall: Wall): Date {
  const named = IANAZone.create(zone);
  const offset = (at: number): number => named.offset(at) * MINUTE;
  // No zone is a day away from UTC: the change of clocks that matters, if any, lies in between.
  const before = offset(wall - DAY);
  const after = offset(wall + DAY);
  const early = wall - before;
  if (before === after || offset(early) === before) return new Date(early);
  const late = wall - after;
  if (offset(late) === after) return new Date(late);
  return new Date(changeWithin(late, early, (at) => offset(at) !== before));
}

/** The first millisecond in `(low, high]` of the new clock. */
function changeWithin(low: number, high: number, isChanged: (at: number) => boolean): number {
  let [old, changed] = [low, high];
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (isChanged(middle)) changed = middle;
    else old = middle;
  }
  return changed;
}
