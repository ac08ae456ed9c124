/** When a daily, weekly or monthly period begins and ends, by the clocks of a time zone. */
import { DateTime, IANAZone } from "luxon";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";

export const PERIODS = ["daily", "weekly", "monthly"] as const;
export type PeriodKind = (typeof PERIODS)[number];

const UNIT = { daily: "day", weekly: "week", monthly: "month" } as const;

export type Period = {
  readonly kind: PeriodKind;
  /** Its name: the local date on which it began. Two periods of one kind never share it. */
  readonly key: string;
  /** The first instant of it; half-open. */
  readonly from: Date;
  readonly to: Date;
};

/** The period that holds an instant. Weeks begin on Monday. */
export function periodAt(kind: PeriodKind, at: Date, zone: string): Period {
  const local = DateTime.fromJSDate(at, { zone: checked(zone) });
  const first = local.startOf(UNIT[kind]);
  const next = first.plus({ [UNIT[kind]]: 1 });
  return {
    kind,
    key: first.toISODate() ?? "",
    from: dayStart(first.year, first.month, first.day, zone),
    to: dayStart(next.year, next.month, next.day, zone),
  };
}

export function periodAfter({ kind, to }: Period, zone: string): Period {
  return periodAt(kind, to, zone);
}

export function periodBefore({ kind, from }: Period, zone: string): Period {
  return periodAt(kind, new Date(from.getTime() - 1), zone);
}

/** The days of a period, each with its own length: 23 to 25 hours, as the clocks have it. */
export function daysOf(period: Period, zone: string): Period[] {
  const days: Period[] = [];
  for (let at = period.from; at < period.to; ) {
    const day = periodAt("daily", at, zone);
    days.push(day);
    at = day.to;
  }
  return days;
}

/** The share of a period that has passed, 0 to 1. */
export function passedOf({ from, to }: Pick<Period, "from" | "to">, at: Date): number {
  const share = (at.getTime() - from.getTime()) / (to.getTime() - from.getTime());
  return Math.min(1, Math.max(0, share));
}

/** Where midnight does not exist, the first instant after it; where it comes twice, the first of the two. */
function dayStart(year: number, month: number, day: number, zone: string): Date {
  const midnight = DateTime.fromObject({ year, month, day }, { zone });
  const date = midnight.toISODate() ?? "";
  const isOnDate = (at: number) => DateTime.fromMillis(at, { zone }).toISODate() === date;
  const guess = midnight.toMillis();
  if (isOnDate(guess) && !isOnDate(guess - 1)) return new Date(guess);
  const noon = DateTime.fromObject({ year, month, day, hour: 12 }, { zone }).toMillis();
  // The instants of a date are one stretch that noon is in, so that halving finds where it begins.
  let before = noon - DAY;
  let within = noon;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (isOnDate(middle)) within = middle;
    else before = middle;
  }
  return new Date(within);
}

function checked(zone: string): string {
  if (IANAZone.isValidZone(zone)) return zone;
  throw new Fault("invalid", `timeZone: “${zone}” is no time zone; write it as Europe/Berlin`, {
    field: "timeZone",
  });
}
