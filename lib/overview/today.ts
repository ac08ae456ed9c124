/** Where a day begins in a project's own time zone. */
import { DAY, HOUR, MINUTE, type Span } from "@/lib/core/time";

/**
 * The first instant of the local day `now` falls in. Found by asking the zone for its offset twice,
 * because on the two days a year when clocks move, midnight has another offset than now.
 */
export function dayStart(now: Date, timeZone: string): Date {
  const local = now.getTime() + offsetAt(now, timeZone);
  const midnight = Math.floor(local / DAY) * DAY;
  const guess = new Date(midnight - offsetAt(now, timeZone));
  const found = new Date(midnight - offsetAt(guess, timeZone));
  return startsDay(found, timeZone) ? found : afterGap(found, timeZone, midnight);
}

const startsDay = (at: Date, timeZone: string): boolean =>
  (at.getTime() + offsetAt(at, timeZone)) % DAY === 0;

/** Some zones have moved clocks at midnight itself: that day then begins at one o'clock. */
function afterGap(near: Date, timeZone: string, midnight: number): Date {
  for (let t = near.getTime() - 2 * HOUR; t <= near.getTime() + 2 * HOUR; t += 15 * MINUTE) {
    const at = new Date(t);
    if (t + offsetAt(at, timeZone) >= midnight) return at;
  }
  return near;
}

/** Today so far, and yesterday up to the same time after its own midnight. */
export function todayOf(now: Date, timeZone: string): { today: Span; yesterday: Span } {
  const start = dayStart(now, timeZone);
  const before = dayStart(new Date(start.getTime() - 1), timeZone);
  const passed = now.getTime() - start.getTime();
  const until = Math.min(before.getTime() + passed, start.getTime());
  return { today: { from: start, to: now }, yesterday: { from: before, to: new Date(until) } };
}

/** Local time minus UTC, in milliseconds. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return local - Math.floor(at.getTime() / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}
