/** What is going to go wrong is said two weeks ahead, and nothing else is. */
import { expect, test } from "vitest";
import { scheduleOf } from "./testing/schedules";
import { warningsFor } from "./warning";

const now = new Date("2026-11-16T12:00Z");
const nobody = { unreachable: new Set<string>(), disabled: new Set<string>() };

test("a schedule that is covered by people who can be reached has no warnings", () => {
  expect(warningsFor(scheduleOf([{}]), nobody, now)).toEqual([]);
});

test("a schedule without layers is one gap of 14 days", () => {
  expect(warningsFor(scheduleOf([]), nobody, now)).toEqual([
    { kind: "gap", from: now, to: new Date("2026-11-30T12:00Z") },
  ]);
});

test("a gap is warned of when it begins within 14 days, and not when it begins after them", () => {
  const schedule = scheduleOf([{ endsOn: "2026-11-30" }]);
  const end = new Date("2026-11-30T08:00Z");
  expect(warningsFor(schedule, nobody, now).map(({ kind, from }) => [kind, from])).toEqual([
    ["gap", end],
  ]);
  expect(warningsFor(schedule, nobody, new Date("2026-11-16T08:00Z"))).toEqual([]);
});

test("who cannot be reached is named once, with the first shift and how many there are", () => {
  const schedule = scheduleOf([{ startsOn: "2026-11-16" }]);
  const people = { ...nobody, unreachable: new Set(["ben", "zoe"]) };
  expect(warningsFor(schedule, people, now)).toEqual([
    {
      kind: "unreachable",
      personId: "ben",
      from: new Date("2026-11-17T08:00Z"),
      to: new Date("2026-11-18T08:00Z"),
      shifts: 5,
    },
  ]);
});

test("who is disabled is not called unreachable as well, and the soonest warning comes first", () => {
  const schedule = scheduleOf([{ startsOn: "2026-11-17" }]);
  const people = { unreachable: new Set(["ana", "ben"]), disabled: new Set(["ben"]) };
  const kinds = warningsFor(schedule, people, now).map(({ kind }) => kind);
  expect(kinds).toEqual(["gap", "unreachable", "disabled"]);
});

test("who has no shift any more because of an override is not warned of", () => {
  const schedule = scheduleOf(
    [{ participants: ["ana"] }],
    [
      {
        id: "o1",
        personId: "ben",
        from: new Date("2026-11-16T12:00Z"),
        to: new Date("2026-12-01T12:00Z"),
      },
    ],
  );
  expect(warningsFor(schedule, { ...nobody, disabled: new Set(["ana"]) }, now)).toEqual([]);
});
