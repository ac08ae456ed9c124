/** One person is on call at a time: the right one, in the nights when clocks change as well. */
import { expect, test } from "vitest";
import { gaps, onCallAt, shifts } from "./schedule";
import { layerSchema, type Override, type Schedule } from "./schema";
import { daily, scheduleOf } from "./testing/schedules";

const override = (id: string, personId: string, from: string, to: string): Override => ({
  id,
  personId,
  from: new Date(from),
  to: new Date(to),
});
const short = (at: Date) => at.toISOString().slice(5, 16);
const shown = (schedule: Schedule, from: string, to: string) =>
  shifts(schedule, new Date(from), new Date(to)).map(
    (shift) => `${shift.personId} ${short(shift.from)}/${short(shift.to)}`,
  );

const rows: readonly (readonly [
  what: string,
  schedule: Schedule,
  from: string,
  to: string,
  expected: readonly string[],
])[] = [
  [
    "a daily turn is 23 hours long when clocks go forward",
    scheduleOf([{}]),
    "2026-03-28T12:00Z",
    "2026-03-30T00:00Z",
    ["cleo 03-28T08:00/03-29T07:00", "ana 03-29T07:00/03-30T07:00"],
  ],
  [
    "a daily turn is 25 hours long when clocks go back",
    scheduleOf([{}]),
    "2026-10-24T12:00Z",
    "2026-10-26T00:00Z",
    ["cleo 10-24T07:00/10-25T08:00", "ana 10-25T08:00/10-26T08:00"],
  ],
  [
    "a hand-over at a time that is missing happens when the clock jumps over it",
    scheduleOf([{ handsOverAt: "02:30" }]),
    "2026-03-28T12:00Z",
    "2026-03-29T12:00Z",
    ["cleo 03-28T01:30/03-29T01:00", "ana 03-29T01:00/03-30T00:30"],
  ],
  [
    "a hand-over at a time that comes twice happens the first time, and once",
    scheduleOf([{ handsOverAt: "02:30" }]),
    "2026-10-24T12:00Z",
    "2026-10-25T12:00Z",
    ["cleo 10-24T00:30/10-25T00:30", "ana 10-25T00:30/10-26T01:30"],
  ],
  [
    "weeks turn over on the weekday they began on",
    scheduleOf([{ rotation: { every: 1, unit: "week" }, startsOn: "2026-11-02" }]),
    "2026-11-16T00:00Z",
    "2026-11-17T00:00Z",
    ["ben 11-09T08:00/11-16T08:00", "cleo 11-16T08:00/11-23T08:00"],
  ],
  [
    "turns of twelve hours keep to the wall when clocks change",
    scheduleOf([{ rotation: { every: 12, unit: "hour" }, participants: ["ana", "ben"] }]),
    "2026-03-28T12:00Z",
    "2026-03-29T12:00Z",
    ["ana 03-28T08:00/03-28T20:00", "ben 03-28T20:00/03-29T07:00", "ana 03-29T07:00/03-29T19:00"],
  ],
  [
    "the hour that is missing is nobody's turn",
    scheduleOf([{ rotation: { every: 1, unit: "hour" }, handsOverAt: "00:00" }]),
    "2026-03-29T00:00Z",
    "2026-03-29T02:00Z",
    ["ben 03-29T00:00/03-29T01:00", "ana 03-29T01:00/03-29T02:00"],
  ],
  [
    "nobody is on call before a layer starts",
    scheduleOf([{ startsOn: "2026-11-20" }]),
    "2026-11-18T00:00Z",
    "2026-11-20T12:00Z",
    ["ana 11-20T08:00/11-21T08:00"],
  ],
  [
    "a layer ends in the middle of a turn where it has to",
    scheduleOf([
      { startsOn: "2026-11-16", endsOn: "2026-11-19", rotation: { every: 2, unit: "day" } },
    ]),
    "2026-11-16T00:00Z",
    "2026-11-30T00:00Z",
    ["ana 11-16T08:00/11-18T08:00", "ben 11-18T08:00/11-19T08:00"],
  ],
  [
    "office hours lie over the base, weekends do not",
    scheduleOf([
      { participants: ["night"] },
      {
        participants: ["day"],
        restrictions: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
      },
    ]),
    "2026-11-20T08:00Z",
    "2026-11-21T08:00Z",
    ["day 11-20T08:00/11-20T16:00", "night 11-20T16:00/11-21T08:00"],
  ],
  [
    "restrictions that touch at midnight are one shift",
    scheduleOf([
      {
        participants: ["ana"],
        rotation: { every: 1, unit: "week" },
        startsOn: "2026-01-05",
        restrictions: [
          { days: [5], from: "17:00", to: "00:00" },
          { days: [6, 7], from: "00:00", to: "00:00" },
          { days: [1], from: "00:00", to: "08:00" },
        ],
      },
    ]),
    "2026-11-20T12:00Z",
    "2026-11-22T12:00Z",
    ["ana 11-20T16:00/11-23T07:00"],
  ],
  [
    "a nightly restriction over the missing hour is an hour shorter",
    scheduleOf([
      { participants: ["ana"], restrictions: [{ days: [6], from: "22:00", to: "06:00" }] },
    ]),
    "2026-03-28T12:00Z",
    "2026-03-29T12:00Z",
    ["ana 03-28T21:00/03-29T04:00"],
  ],
  [
    "an override over a hand-over cuts both turns",
    scheduleOf([{}], [override("o1", "dan", "2026-11-20T06:00Z", "2026-11-20T10:00Z")]),
    "2026-11-20T00:00Z",
    "2026-11-20T12:00Z",
    ["ben 11-19T08:00/11-20T06:00", "dan 11-20T06:00/11-20T10:00", "cleo 11-20T10:00/11-21T08:00"],
  ],
  [
    "of two overrides over the same time the later one counts",
    scheduleOf(
      [],
      [
        override("o1", "dan", "2026-11-20T06:00Z", "2026-11-20T12:00Z"),
        override("o2", "eve", "2026-11-20T08:00Z", "2026-11-20T10:00Z"),
      ],
    ),
    "2026-11-20T00:00Z",
    "2026-11-21T00:00Z",
    ["dan 11-20T06:00/11-20T08:00", "eve 11-20T08:00/11-20T10:00", "dan 11-20T10:00/11-20T12:00"],
  ],
];

test.each(rows)("%s", (_what, schedule, from, to, expected) => {
  expect(shown(schedule, from, to)).toEqual(expected);
});

test("a shift says which layer or override it comes of", () => {
  const dan = override("o1", "dan", "2026-11-20T06:00Z", "2026-11-20T07:00Z");
  const schedule = scheduleOf([{}], [dan]);
  expect(onCallAt(schedule, new Date("2026-11-20T06:00Z"))?.by).toEqual({
    kind: "override",
    id: "o1",
  });
  expect(onCallAt(schedule, new Date("2026-11-20T07:00Z"))?.by).toEqual({
    kind: "layer",
    name: "layer 0",
  });
});

test("a shift is on call from its first instant until just before its last", () => {
  const schedule = scheduleOf([{}]);
  const handover = new Date("2026-11-20T08:00Z");
  expect(onCallAt(schedule, handover)?.personId).toBe("cleo");
  expect(onCallAt(schedule, new Date(handover.getTime() - 1))?.personId).toBe("ben");
});

test("gaps are what no layer and no override covers, cut to the time asked for", () => {
  const schedule = scheduleOf(
    [{ restrictions: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }] }],
    [override("o1", "dan", "2026-11-20T16:00Z", "2026-11-21T00:00Z")],
  );
  const open = gaps(schedule, new Date("2026-11-20T00:00Z"), new Date("2026-11-22T00:00Z"));
  expect(open.map(({ from, to }) => `${short(from)}/${short(to)}`)).toEqual([
    "11-20T00:00/11-20T08:00",
    "11-21T00:00/11-22T00:00",
  ]);
});

test("a layer that ends before it starts is refused, one that ends later is not", () => {
  const participants = ["018f2b6e-7f00-7000-8000-000000000001"];
  const layer = { ...daily, participants };
  expect(layerSchema.safeParse({ ...layer, endsOn: "2026-01-01" }).success).toBe(false);
  expect(layerSchema.safeParse({ ...layer, endsOn: "2026-01-02" }).success).toBe(true);
});
