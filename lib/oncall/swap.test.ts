/** A swap exchanges two shifts and nothing else, and only as they still are. */
import { expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { shifts } from "./schedule";
import { type Swap, swapped } from "./swap";
import { scheduleOf } from "./testing/schedules";

const schedule = scheduleOf([{ startsOn: "2026-11-16" }]);
const now = new Date("2026-11-16T12:00Z");
const turn = (personId: string, from: string, to: string) => ({
  personId,
  from: new Date(from),
  to: new Date(to),
});
const ana = turn("ana", "2026-11-16T08:00Z", "2026-11-17T08:00Z");
const ben = turn("ben", "2026-11-17T08:00Z", "2026-11-18T08:00Z");

test("each has the other's shift afterwards, and everybody else what they had", () => {
  const overrides = swapped(schedule, { mine: ana, theirs: ben }, now).map((override, i) => ({
    ...override,
    id: `o${i}`,
  }));
  const span = [new Date("2026-11-16T08:00Z"), new Date("2026-11-21T08:00Z")] as const;
  const before = shifts(schedule, ...span);
  const after = shifts({ ...schedule, overrides }, ...span);
  expect(before.map(({ personId }) => personId)).toEqual(["ana", "ben", "cleo", "ana", "ben"]);
  expect(after.map(({ personId }) => personId)).toEqual(["ben", "ana", "cleo", "ana", "ben"]);
  expect(after.map(({ from, to }) => ({ from, to }))).toEqual(
    before.map(({ from, to }) => ({ from, to })),
  );
});

const rows: readonly (readonly [what: string, swap: Swap, at: Date, code: Fault["code"]])[] = [
  ["with oneself", { mine: ana, theirs: { ...ben, personId: "ana" } }, now, "invalid"],
  ["of a shift that is over", { mine: ana, theirs: ben }, ana.to, "invalid"],
  [
    "of a shift that somebody else has by now",
    { mine: ana, theirs: { ...ben, personId: "cleo" } },
    now,
    "conflict",
  ],
  [
    "of a shift whose time has changed",
    { mine: { ...ana, to: new Date("2026-11-17T07:00Z") }, theirs: ben },
    now,
    "conflict",
  ],
];
test.each(rows)("a swap %s is refused", (_what, swap, at, code) => {
  expect(() => swapped(schedule, swap, at)).toThrow(
    expect.toSatisfy((error) => error instanceof Fault && error.code === code),
  );
});
