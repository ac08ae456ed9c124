/** Instants as people read them: on an axis, on hover, and against now; always in a stated zone. */
import { DAY, HOUR, MINUTE, SECOND } from "./time";

/** Making a formatter costs a hundred times its use, and there are only so many zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone}|${Object.entries(options).flat().join("|")}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}

const HOUR_MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY_MONTH = { day: "numeric", month: "short" } as const;

/** `14:05`. */
export const clock = (at: Date, zone: string): string => format(at, zone, HOUR_MINUTE);

/** `20 Nov`. */
export const day = (at: Date, zone: string): string => format(at, zone, DAY_MONTH);

/** `20 Nov 2026, 14:05:09 UTC`: the whole truth, for hover. */
export function instant(at: Date, zone: string): string {
  const date = format(at, zone, { ...DAY_MONTH, year: "numeric" });
  const time = format(at, zone, { ...HOUR_MINUTE, second: "2-digit" });
  return `${date}, ${time} ${zoneName(at, zone)}`;
}

/** `UTC`, `GMT+2`, `CET`: what that zone was called at that instant. */
function zoneName(at: Date, zone: string): string {
  const named = format(at, zone, { hour: "numeric", hourCycle: "h23", timeZoneName: "short" });
  return named.replace(/^\S+\s/, "");
}

/**
 * A label of a time axis, as short as its step and span allow: the day where days are drawn, the
 * clock within a day, both where several days are drawn by the hour and midnight passes.
 */
export function axisLabel(at: Date, stepMs: number, spanMs: number, zone: string): string {
  if (stepMs >= DAY) return day(at, zone);
  if (spanMs <= DAY) return clock(at, zone);
  return clock(at, zone) === "00:00" ? day(at, zone) : `${day(at, zone)} ${clock(at, zone)}`;
}

/** Beyond a month "37 d ago" makes people count: they get the date. */
const RELATIVE_WITHIN = 30 * DAY;
const STEPS = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
] as const;

/** `3 min ago`, `in 2 h`, `just now`; absolute when far. */
export function ago(at: Date, now: Date, zone: string): string {
  const passed = now.getTime() - at.getTime();
  const size = Math.abs(passed);
  if (size < 5 * SECOND) return "just now";
  if (size >= RELATIVE_WITHIN) return format(at, zone, { ...DAY_MONTH, year: "numeric" });
  const [unitMs, unit] = STEPS.find(([ms]) => size >= ms) ?? [SECOND, "s"];
  const words = `${Math.floor(size / unitMs)} ${unit}`;
  return passed > 0 ? `${words} ago` : `in ${words}`;
}
