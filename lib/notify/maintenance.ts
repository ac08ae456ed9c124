/** Maintenance windows that come back: by wall clock, in a named zone, right on the nights when clocks change. */
import { DateTime } from "luxon";
import type { Span } from "@/lib/core/time";

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type Maintenance = {
  /** An IANA name, such as `Europe/Berlin`. */
  readonly zone: string;
  /** `22:00`, on the wall of that zone. */
  readonly from: string;
  /** The same day, or the next one when it is not after `from`. */
  readonly to: string;
  readonly days:
    | { readonly every: "day" }
    /** 1 is Monday, as in ISO 8601. */
    | { readonly every: "week"; readonly on: readonly Weekday[] }
    /** Days beyond the month's end mean its last day. */
    | { readonly every: "month"; readonly on: readonly number[] };
  /** Only windows that begin within this, where given. */
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
};

const MAX_DAYS = 1_000;

/** The windows that touch a span, oldest first; those that touch each other are one. */
export function windowsIn(maintenance: Maintenance, { from, to }: Span): Span[] {
  const first = DateTime.fromJSDate(from, { zone: maintenance.zone })
    .startOf("day")
    .minus({ days: 1 });
  const found: Span[] = [];
  for (let i = 0; i < MAX_DAYS; i++) {
    // Counted in calendar days: adding 24 hours would slip an hour twice a year.
    const day = first.plus({ days: i });
    if (day.toJSDate() >= to) break;
    const window = isMeant(maintenance, day) ? windowOn(maintenance, day) : null;
    if (window && window.from < to && window.to > from) found.push(window);
  }
  return joined(found);
}

/** The window that is open at an instant. */
export function windowAt(maintenance: Maintenance, at: Date): Span | null {
  const day = 86_400_000;
  const around = { from: new Date(at.getTime() - 2 * day), to: new Date(at.getTime() + 2 * day) };
  return windowsIn(maintenance, around).find(({ from, to }) => from <= at && at < to) ?? null;
}

function isMeant({ days }: Maintenance, day: DateTime): boolean {
  switch (days.every) {
    case "day":
      return true;
    case "week":
      return days.on.some((weekday) => weekday === day.weekday);
    case "month":
      return days.on.some((number) => Math.min(number, day.daysInMonth ?? number) === day.day);
  }
}

/** Null for a window that a change of clocks turns around, or that lies outside its first and last. */
function windowOn({ from, to, firstAt, lastAt }: Maintenance, day: DateTime): Span | null {
  const starts = onWall(day, from);
  const ends = onWall(to > from ? day : day.plus({ days: 1 }), to);
  const window = { from: starts.toJSDate(), to: ends.toJSDate() };
  const isKnown = (!firstAt || window.from >= firstAt) && (!lastAt || window.from <= lastAt);
  return isKnown && window.from < window.to ? window : null;
}

/** As RFC 5545 has it: a time that the clocks skip is read by the clock before the change, one shown twice is the first. */
function onWall(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

function joined(windows: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const window of windows) {
    const last = out.at(-1);
    if (last && window.from <= last.to) {
      out[out.length - 1] = { from: last.from, to: new Date(Math.max(+last.to, +window.to)) };
    } else out.push(window);
  }
  return out;
}
