/** How much of a stretch of time is night where somebody sleeps: 22:00 to 07:00 in their zone. */
import { Fault } from "@/lib/core/fault";
import { MINUTE } from "@/lib/core/time";

const NIGHT_FROM_HOUR = 22;
const NIGHT_TO_HOUR = 7;
/** Every zone's clock is a whole number of quarters away from UTC, also when it changes. */
const QUARTER_MS = 15 * MINUTE;

export type Night = {
  readonly isNight: (at: number) => boolean;
  readonly msWithin: (from: number, to: number) => number;
};

/** For instants from `from` to `to`; the zone is an IANA name. */
export function nightIn(zone: string, from: number, to: number): Night {
  const hourAt = clockOf(zone);
  const first = Math.floor(from / QUARTER_MS);
  const dark: boolean[] = [];
  /** Quarters of night before each quarter. */
  const before: number[] = [0];
  for (let quarter = first; quarter * QUARTER_MS <= to; quarter++) {
    const hour = hourAt(quarter * QUARTER_MS);
    const isDark = hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR;
    dark.push(isDark);
    before.push((before.at(-1) ?? 0) + Number(isDark));
  }
  const place = (at: number) =>
    Math.min(Math.max(Math.floor(at / QUARTER_MS) - first, 0), dark.length - 1);
  const upTo = (at: number): number => {
    const i = place(at);
    const into = at - (first + i) * QUARTER_MS;
    return (before[i] ?? 0) * QUARTER_MS + (dark[i] ? into : 0);
  };
  return {
    isNight: (at) => dark[place(at)] ?? false,
    msWithin: (start, end) => upTo(end) - upTo(start),
  };
}

function clockOf(zone: string): (at: number) => number {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      hourCycle: "h23",
      timeZone: zone,
    });
    return (at) => Number(format.format(at));
  } catch (cause) {
    throw new Fault(
      "invalid",
      `“${zone}” is no time zone: write one such as Europe/Berlin`,
      { field: "zone" },
      { cause },
    );
  }
}
