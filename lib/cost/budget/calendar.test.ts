/** Periods begin and end where the clocks of a zone say, checked against walking through every minute. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import {
  daysOf,
  PERIODS,
  type PeriodKind,
  passedOf,
  periodAfter,
  periodAt,
  periodBefore,
} from "./calendar";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local date, by the platform's own calendar. */
function dateOf(at: number, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
  formats.set(zone, format);
  return format.format(at);
}

/** The name of the period, by arithmetic on the date alone. */
function keyOf(kind: PeriodKind, at: number, zone: string): string {
  const date = dateOf(at, zone);
  if (kind === "daily") return date;
  if (kind === "monthly") return `${date.slice(0, 7)}-01`;
  const utc = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(utc).getUTCDay() + 6) % 7;
  return new Date(utc - sinceMonday * 24 * HOUR).toISOString().slice(0, 10);
}

/** The first minute from `at` on, in the given direction, that belongs to another period. */
function walk(kind: PeriodKind, at: number, zone: string, step: number): number {
  const key = keyOf(kind, at, zone);
  let minute = Math.floor(at / MINUTE) * MINUTE;
  while (keyOf(kind, minute, zone) === key) minute += step;
  return step > 0 ? minute : minute + MINUTE;
}

/** Around changes of the clocks: at 2:00, at midnight forward and back, by half an hour, by a whole day. */
const PLACES: readonly (readonly [zone: string, at: string])[] = [
  ["America/New_York", "2026-03-08T06:59:00Z"],
  ["America/New_York", "2026-11-01T05:30:00Z"],
  ["Europe/Berlin", "2026-03-29T00:30:00Z"],
  ["Europe/Berlin", "2026-10-25T00:30:00Z"],
  ["Africa/Cairo", "2026-04-23T22:30:00Z"],
  ["Africa/Cairo", "2026-10-29T20:30:00Z"],
  ["America/Havana", "2026-03-08T05:30:00Z"],
  ["America/Havana", "2026-11-01T04:30:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T14:40:00Z"],
  ["Asia/Kolkata", "2026-02-28T18:30:00Z"],
  ["UTC", "2028-02-29T23:59:59Z"],
];

describe.each(PLACES)("in %s around %s", (zone, instant) => {
  const at = Date.parse(instant);

  test.each(["daily", "weekly"] as const)(
    "a %s period is what walking through it finds",
    (kind) => {
      const period = periodAt(kind, new Date(at), zone);
      expect(period.from.getTime()).toBe(walk(kind, at, zone, -MINUTE));
      expect(period.to.getTime()).toBe(walk(kind, at, zone, MINUTE));
      expect(period.key).toBe(keyOf(kind, at, zone));
    },
  );
});

test.each([
  ["America/New_York", "2026-03-15T12:00:00Z"],
  ["Europe/Berlin", "2026-10-31T22:59:00Z"],
  ["Asia/Tokyo", "2028-02-29T14:59:00Z"],
])("a month in %s is what walking through it finds", (zone, instant) => {
  const at = Date.parse(instant);
  const period = periodAt("monthly", new Date(at), zone);
  expect(period.from.getTime()).toBe(walk("monthly", at, zone, -MINUTE));
  expect(period.to.getTime()).toBe(walk("monthly", at, zone, MINUTE));
});

test.each([
  ["Europe/Berlin", "2026-03-29T12:00:00Z", 23],
  ["Europe/Berlin", "2026-10-25T12:00:00Z", 25],
  ["Australia/Lord_Howe", "2026-04-05T02:00:00Z", 24.5],
  ["Asia/Kolkata", "2026-03-29T12:00:00Z", 24],
])("a day in %s at %s has %d hours", (zone, at, hours) => {
  const { from, to } = periodAt("daily", new Date(at), zone);
  expect((to.getTime() - from.getTime()) / HOUR).toBe(hours);
});

test("periods follow one another without a gap, and their days fill them", {
  timeout: 60_000,
}, () => {
  const zones = fc.constantFrom(...PLACES.map(([zone]) => zone));
  const kinds = fc.constantFrom(...PERIODS);
  const instants = fc.date({
    min: new Date("2024-01-01T00:00:00Z"),
    max: new Date("2029-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zones, kinds, instants, (zone, kind, at) => {
      const period = periodAt(kind, at, zone);
      expect(period.from <= at && at < period.to).toBe(true);
      expect(periodAfter(period, zone).from).toEqual(period.to);
      expect(periodBefore(period, zone).to).toEqual(period.from);
      const days = daysOf(period, zone);
      expect(days[0]?.from).toEqual(period.from);
      expect(days.at(-1)?.to).toEqual(period.to);
    }),
    { numRuns: 40 },
  );
});

test("half of a day of 25 hours is twelve and a half", () => {
  const day = periodAt("daily", new Date("2026-10-25T12:00:00Z"), "Europe/Berlin");
  expect(passedOf(day, new Date(day.from.getTime() + 12.5 * HOUR))).toBe(0.5);
  expect(passedOf(day, new Date(0))).toBe(0);
});

test("a zone that is none is refused", () => {
  expect(() => periodAt("daily", new Date(0), "Mars/Olympus")).toThrow("timeZone");
});
