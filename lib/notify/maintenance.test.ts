/** Windows open by the wall clock of their zone, in the nights when clocks change as well. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Maintenance, windowAt, windowsIn } from "./maintenance";

const nightly: Maintenance = {
  zone: "Europe/Berlin",
  from: "22:00",
  to: "02:00",
  days: { every: "day" },
  firstAt: null,
  lastAt: null,
};
const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
const shown = (windows: readonly { from: Date; to: Date }[]) =>
  windows.map(
    ({ from, to }) => `${from.toISOString().slice(0, 16)}/${to.toISOString().slice(0, 16)}`,
  );

const rows: readonly (readonly [
  what: string,
  over: Partial<Maintenance>,
  from: string,
  to: string,
  expected: readonly string[],
])[] = [
  [
    "over midnight, in winter",
    {},
    "2026-01-10T00:00Z",
    "2026-01-11T00:00Z",
    ["2026-01-09T21:00/2026-01-10T01:00", "2026-01-10T21:00/2026-01-11T01:00"],
  ],
  [
    "over midnight, in summer",
    {},
    "2026-07-10T12:00Z",
    "2026-07-11T12:00Z",
    ["2026-07-10T20:00/2026-07-11T00:00"],
  ],
  [
    "Berlin, over the missing hour",
    { from: "01:00", to: "04:00" },
    "2026-03-29T00:00Z",
    "2026-03-29T12:00Z",
    ["2026-03-29T00:00/2026-03-29T02:00"],
  ],
  [
    "Berlin, from a time that is missing",
    { from: "02:30", to: "04:00" },
    "2026-03-29T00:00Z",
    "2026-03-29T12:00Z",
    ["2026-03-29T01:30/2026-03-29T02:00"],
  ],
  [
    "Berlin, over the hour that comes twice",
    { from: "01:00", to: "04:00" },
    "2026-10-24T23:30Z",
    "2026-10-25T12:00Z",
    ["2026-10-24T23:00/2026-10-25T03:00"],
  ],
  [
    "Berlin, from a time that comes twice",
    { from: "02:30", to: "04:00" },
    "2026-10-25T00:00Z",
    "2026-10-25T12:00Z",
    ["2026-10-25T00:30/2026-10-25T03:00"],
  ],
  [
    "New York, over the missing hour",
    { zone: "America/New_York", from: "01:30", to: "03:30" },
    "2026-03-08T00:00Z",
    "2026-03-08T12:00Z",
    ["2026-03-08T06:30/2026-03-08T07:30"],
  ],
  [
    "Lord Howe, whose clocks change by half an hour",
    { zone: "Australia/Lord_Howe", from: "01:00", to: "03:00" },
    "2026-04-04T12:00Z",
    "2026-04-04T20:00Z",
    ["2026-04-04T14:00/2026-04-04T16:30"],
  ],
  [
    "some days of the week",
    { days: { every: "week", on: [1, 7] }, from: "10:00", to: "11:00" },
    "2026-11-16T00:00Z",
    "2026-11-23T00:00Z",
    ["2026-11-16T09:00/2026-11-16T10:00", "2026-11-22T09:00/2026-11-22T10:00"],
  ],
  [
    "the last of each month",
    { days: { every: "month", on: [31] }, from: "10:00", to: "11:00" },
    "2026-02-01T00:00Z",
    "2026-04-01T00:00Z",
    ["2026-02-28T09:00/2026-02-28T10:00", "2026-03-31T08:00/2026-03-31T09:00"],
  ],
  [
    "a whole day, each day, is one window",
    { from: "00:00", to: "00:00" },
    "2026-11-16T12:00Z",
    "2026-11-18T12:00Z",
    ["2026-11-15T23:00/2026-11-18T23:00"],
  ],
  [
    "only from its first",
    { firstAt: new Date("2026-01-10T12:00Z") },
    "2026-01-10T00:00Z",
    "2026-01-11T00:00Z",
    ["2026-01-10T21:00/2026-01-11T01:00"],
  ],
  [
    "only up to its last",
    { lastAt: new Date("2026-01-10T12:00Z") },
    "2026-01-10T00:00Z",
    "2026-01-11T00:00Z",
    ["2026-01-09T21:00/2026-01-10T01:00"],
  ],
];

test.each(rows)("%s", (_what, over, from, to, expected) => {
  expect(shown(windowsIn({ ...nightly, ...over }, span(from, to)))).toEqual(expected);
});

test("a window is open from its first instant until just before its last", () => {
  const open = { from: new Date("2026-01-10T21:00Z"), to: new Date("2026-01-11T01:00Z") };
  expect(windowAt(nightly, open.from)).toEqual(open);
  expect(windowAt(nightly, new Date(open.from.getTime() - 1))).toBeNull();
  expect(windowAt(nightly, new Date(open.to.getTime() - 1))).toEqual(open);
  expect(windowAt(nightly, open.to)).toBeNull();
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

test("windows come in order and never overlap, in any zone and over any change of clocks", () => {
  const zone = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Pacific/Apia",
    "UTC",
  );
  const from = fc.date({
    min: new Date("2010-01-01"),
    max: new Date("2030-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zone, time, time, from, (inZone, opens, closes, begin) => {
      const end = new Date(begin.getTime() + 10 * 86_400_000);
      const windows = windowsIn(
        { ...nightly, zone: inZone, from: opens, to: closes },
        { from: begin, to: end },
      );
      for (const [i, { from: opened, to: closed }] of windows.entries()) {
        expect(opened < closed).toBe(true);
        const next = windows[i + 1];
        if (next) expect(closed < next.from).toBe(true);
      }
      expect(windows.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
