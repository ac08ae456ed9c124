/** The next on call finds in the note what they have to know, and no markup of other people's. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Handoff, handoffNote, type ShiftAlert } from "./handoff";

const at = (text: string) => new Date(`2026-11-${text}:00Z`);
const alert = (over: Partial<ShiftAlert>): ShiftAlert => ({
  rule: "HighErrorRate",
  severity: "high",
  startedAt: at("17T10:00"),
  endedAt: at("17T10:20"),
  acknowledgedBy: null,
  notes: [],
  ...over,
});
const handoff = (over: Partial<Handoff>): Handoff => ({
  schedule: "primary",
  zone: "Europe/Berlin",
  shift: { person: "Ana", from: at("16T08:00"), to: at("23T08:00") },
  next: { person: "Ben", from: at("23T08:00"), to: at("30T08:00") },
  alerts: [],
  silences: [],
  ...over,
});
const end = at("23T08:00");
const part = (note: string, heading: string) =>
  note.split("\n## ").find((section) => section.startsWith(heading)) ?? "";

test("the whole note", () => {
  const note = handoffNote(
    handoff({
      alerts: [
        alert({ startedAt: at("15T08:00"), endedAt: at("16T09:00"), rule: "OldOne" }),
        alert({ acknowledgedBy: "Ana", notes: ["Retried by hand.", "See the runbook."] }),
        alert({ startedAt: at("18T02:00"), endedAt: at("18T02:40") }),
        alert({ startedAt: at("22T20:00"), endedAt: null, rule: "SlowTools", severity: "low" }),
        alert({ startedAt: at("23T07:00"), endedAt: at("23T09:00"), severity: "critical" }),
      ],
      silences: [
        { about: "env=staging", by: "Ana", endsAt: at("24T08:00") },
        { about: "env=dev", by: "Ana", endsAt: at("22T08:00") },
        { about: "env=load", by: "Ben", endsAt: new Date("2026-12-24T08:00Z") },
      ],
    }),
    end,
  );
  expect(note).toBe(`# Hand-off: primary

Ana was on call from 16 Nov 09:00 to 23 Nov 09:00 (Europe/Berlin). Ben follows until 30 Nov 09:00.

**5 alerts of 3 rules; 2 still firing; 1 begun at night (22:00 to 07:00); 1 taken over from the shift before.**

## Still firing

- **critical** HighErrorRate: 23 Nov 08:00, still firing after 1 h, not acknowledged
- **low** SlowTools: 22 Nov 21:00, still firing after 12 h, not acknowledged

## Noisiest

| Rule | Alerts | Time firing | Begun at night |
|---|--:|--:|--:|
| HighErrorRate | 3 | 2 h | 1 |

## What fired

- **high** OldOne: 15 Nov 09:00, over after 1 d 1 h, not acknowledged
- **high** HighErrorRate: 17 Nov 11:00, over after 20 min, acknowledged by Ana
  - Retried by hand.
  - See the runbook.
- **high** HighErrorRate: 18 Nov 03:00, over after 40 min, not acknowledged
- **low** SlowTools: 22 Nov 21:00, still firing after 12 h, not acknowledged
- **critical** HighErrorRate: 23 Nov 08:00, still firing after 1 h, not acknowledged

## Silences that end in the next shift

- 24 Nov 09:00: env=staging, by Ana
`);
});

test("a quiet shift says so, in every part", () => {
  const note = handoffNote(handoff({ next: null }), end);
  expect(note).toContain("A quiet shift: nothing fired.");
  expect(note).toContain("Nobody is on call afterwards.");
  expect(part(note, "Still firing")).toContain("Nothing.");
  expect(part(note, "Noisiest")).toContain("No rule fired more than once.");
  expect(part(note, "Silences")).toContain("None.");
});

test("what fired before or after the shift is not in it", () => {
  const note = handoffNote(
    handoff({
      alerts: [
        alert({ startedAt: at("16T07:00"), endedAt: at("16T08:00") }),
        alert({ startedAt: at("23T08:00"), endedAt: null }),
      ],
    }),
    at("29T08:00"),
  );
  expect(note).toContain("nothing fired");
});

test("in the middle of a shift the note is of what was so far", () => {
  const alerts = [alert({}), alert({ startedAt: at("19T10:00"), endedAt: at("19T11:00") })];
  const note = handoffNote(handoff({ alerts }), at("17T10:10"));
  expect(note).toContain("1 alert of 1 rule; 1 still firing");
  expect(note).toContain("to 17 Nov 11:10");
});

test("of very many alerts the note shows fifty and counts the rest", () => {
  const alerts = Array.from({ length: 73 }, () => alert({}));
  const fired = part(handoffNote(handoff({ alerts }), end), "What fired");
  expect(fired.match(/^- \*\*high/gm)).toHaveLength(50);
  expect(fired).toContain("+23 more");
});

test("whatever people write, it makes no heading, item, row, link or tag of its own", () => {
  const written = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.constantFrom("# x", "- x", "1. x", "| a | b |", "[x](http://x)", "<img>", "a\n## b", "> q"),
  );
  const plainNote = handoffNote(
    handoff({ alerts: [alert({ acknowledgedBy: "x", notes: ["x"] }), alert({})] }),
    end,
  );
  const shapeOf = (note: string) =>
    note.split("\n").map((line) => /^(#+ | *- |\||\*\*)?/.exec(line)?.[0]);
  fc.assert(
    fc.property(written, written, written, (rule, acknowledgedBy, text) => {
      const names = { rule: rule || "x", acknowledgedBy: acknowledgedBy || "x" };
      const alerts = [
        alert({ ...names, notes: [text] }),
        alert({ rule: names.rule, startedAt: at("17T10:00") }),
      ];
      const note = handoffNote(handoff({ alerts }), end);
      expect(shapeOf(note)).toEqual(shapeOf(plainNote));
      expect(note.replace(/\\./g, "")).not.toMatch(/[<[\]`]/);
      const row = note.split("\n").findLast((line) => line.startsWith("| "));
      expect(row?.replace(/\\./g, "").split("|")).toHaveLength(6);
      expect(note).not.toMatch(/^ +- (#|-|\d+\.|>) /m);
    }),
    { numRuns: 150 },
  );
});
