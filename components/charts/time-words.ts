/** Instants on a time axis, in the reader's zone, as short as their distance allows. */
import { readerZone } from "@/components/ui/zone";
import { axisLabel, clock, day, instant } from "@/lib/core/clock";
import { DAY, MINUTE } from "@/lib/core/time";

/** The clock within two days, the date beyond; a tick on midnight is always its date. */
export function tickWords(at: number, stepMs: number): string {
  const [date, zone] = [new Date(at), readerZone()];
  return stepMs < DAY && clock(date, zone) === "00:00"
    ? day(date, zone)
    : axisLabel(date, stepMs, 0, zone);
}

/** Day, time and zone, for tooltips and summaries. */
export const instantWords = (at: number | string): string => instant(new Date(at), readerZone());

export const zoneOffsetMs = (at: number): number => -new Date(at).getTimezoneOffset() * MINUTE;
