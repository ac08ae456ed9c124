/** When a wall first shows a time, against a clock that is read minute by minute. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, MINUTE } from "@/lib/core/time";
import { reachedAt, wallOf } from "./wall";

test.each([
  ["winter", "Europe/Berlin", "2026-01-10", "09:00", "2026-01-10T08:00"],
  ["summer", "Europe/Berlin", "2026-07-10", "09:00", "2026-07-10T07:00"],
  ["a time that is missing", "Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"],
  ["the first time after it", "Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00"],
  ["half past that", "Europe/Berlin", "2026-03-29", "03:30", "2026-03-29T01:30"],
  ["a time that comes twice", "Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"],
  ["the first that comes once", "Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00"],
  ["missing, west of UTC", "America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"],
  ["twice, west of UTC", "America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"],
  ["missing half an hour", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"],
  ["a day that is missing", "Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00"],
  ["no change of clocks", "UTC", "2026-03-29", "02:30", "2026-03-29T02:30"],
])("%s", (_what, zone, date, time, expected) => {
  expect(reachedAt(zone, wallOf(date, time)).toISOString()).toBe(`${expected}:00.000Z`);
});

/** Reads the wall as a person does, through another implementation. */
function readerOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (at) => Date.parse(`${format.format(at).replace(" ", "T")}Z`);
}

test("the instant found is the first at which the wall shows that time or a later one", () => {
  const nights = fc.constantFrom(
    ["Europe/Berlin", "2026-03-29"],
    ["Europe/Berlin", "2026-10-25"],
    ["America/New_York", "2026-03-08"],
    ["America/New_York", "2026-11-01"],
    ["Australia/Lord_Howe", "2026-04-05"],
    ["Australia/Lord_Howe", "2026-10-04"],
    ["Africa/Casablanca", "2026-02-15"],
    ["Pacific/Apia", "2011-12-30"],
    ["Asia/Kolkata", "2026-11-16"],
  );
  fc.assert(
    fc.property(nights, fc.integer({ min: -12 * 60, max: 36 * 60 }), ([zone, date], minute) => {
      const wall = wallOf(date ?? "", "00:00") + minute * MINUTE;
      const shows = readerOf(zone ?? "");
      let at = wall - DAY;
      while (shows(at) < wall) at += MINUTE;
      expect(reachedAt(zone ?? "", wall).getTime()).toBe(at);
    }),
    { numRuns: 60 },
  );
});
