/** Days, weeks and months of a project's own zone: where the present one began, and those before it. */
import type { Span } from "@/lib/core/time";
import { dayStart } from "@/lib/overview/today";

export type Period = "day" | "week" | "month";

/** How many whole periods an average is made of, and how many of them at least must have been measured. */
export const AVERAGED: Readonly<Record<Period, { readonly of: number; readonly least: number }>> = {
  day: { of: 7, least: 3 },
  week: { of: 4, least: 2 },
  month: { of: 3, least: 2 },
};

/** Weeks begin on Monday. */
export function periodStart(period: Period, at: Date, zone: string): Date {
  const today = dayStart(at, zone);
  if (period === "day") return today;
  const steps = stepsBack(period, today, zone);
  return daysBefore(today, steps, zone);
}

export function toDate(period: Period, now: Date, zone: string): Span {
  return { from: periodStart(period, now, zone), to: now };
}

/** The starts of the periods before the present one, oldest first, and the start of the present one. */
export function periodBounds(period: Period, now: Date, zone: string): Date[] {
  const bounds = [periodStart(period, now, zone)];
  for (let i = 0; i < AVERAGED[period].of; i++) {
    const [first = now] = bounds;
    bounds.unshift(periodStart(period, new Date(first.getTime() - 1), zone));
  }
  return bounds;
}

const NOON_MS = 12 * 3_600_000;

/** Asked at noon, because a day of 23 hours must not make two out of one. */
function daysBefore(start: Date, days: number, zone: string): Date {
  const noon = start.getTime() + NOON_MS - days * 2 * NOON_MS;
  return days === 0 ? start : dayStart(new Date(noon), zone);
}

function stepsBack(period: "week" | "month", day: Date, zone: string): number {
  const { weekday, date } = localDate(day, zone);
  return period === "week" ? (weekday + 6) % 7 : date - 1;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const formats = new Map<string, Intl.DateTimeFormat>();

function localDate(at: Date, zone: string): { weekday: number; date: number } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, weekday: "short", day: "numeric" });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    weekday: WEEKDAYS.indexOf(parts.get("weekday") ?? "Sun"),
    date: Number(parts.get("day") ?? 1),
  };
}
