/** A time is never shown without a zone it was meant in. */
import { describe, expect, test } from "vitest";
import { ago, axisLabel, clock, day, instant } from "./clock";
import { DAY, HOUR, MINUTE, SECOND } from "./time";

const noon = new Date("2026-11-20T12:05:09Z");

test.each([
  ["UTC", "12:05", "20 Nov 2026, 12:05:09 UTC"],
  ["Europe/Berlin", "13:05", "20 Nov 2026, 13:05:09 CET"],
  ["America/New_York", "07:05", "20 Nov 2026, 07:05:09 GMT-5"],
  ["Asia/Kolkata", "17:35", "20 Nov 2026, 17:35:09 GMT+5:30"],
])("in %s it is %s", (zone, short, long) => {
  expect(clock(noon, zone)).toBe(short);
  expect(instant(noon, zone)).toBe(long);
});

test("midnight is 00:00, and belongs to the day that begins", () => {
  const midnight = new Date("2026-11-21T00:00:00Z");
  expect(clock(midnight, "UTC")).toBe("00:00");
  expect(day(midnight, "UTC")).toBe("21 Nov");
  expect(day(midnight, "America/New_York")).toBe("20 Nov");
});

describe("an axis label", () => {
  test.each([
    [5 * MINUTE, DAY, "2026-11-20T14:05:00Z", "14:05"],
    [HOUR, 7 * DAY, "2026-11-20T14:00:00Z", "20 Nov 14:00"],
    [HOUR, 7 * DAY, "2026-11-20T00:00:00Z", "20 Nov"],
    [DAY, 30 * DAY, "2026-11-20T00:00:00Z", "20 Nov"],
  ])("at a step of %d over %d, of %s, is %s", (step, span, at, label) => {
    expect(axisLabel(new Date(at), step, span, "UTC")).toBe(label);
  });
});

test.each([
  [0, "just now"],
  [4 * SECOND, "just now"],
  [42 * SECOND, "42 s ago"],
  [3 * MINUTE + 40 * SECOND, "3 min ago"],
  [2 * HOUR, "2 h ago"],
  [5 * DAY, "5 d ago"],
  [40 * DAY, "11 Oct 2026"],
  [-3 * MINUTE, "in 3 min"],
])("%d ms back is %s", (back, words) => {
  expect(ago(new Date(noon.getTime() - back), noon, "UTC")).toBe(words);
});
