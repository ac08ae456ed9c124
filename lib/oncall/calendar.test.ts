/** A feed that calendar programs read: its lines, its ids, and no text of people's that breaks out. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Feed, personCalendar, scheduleCalendar } from "./calendar";
import type { Override, Schedule } from "./schema";
import { scheduleOf } from "./testing/schedules";

const feed: Feed = {
  host: "wheelhouse.example",
  revisedAt: new Date("2026-11-01T00:00:00Z"),
  nameOf: (id) => id.toUpperCase(),
  urlOf: (id) => `https://wheelhouse.example/on-call?schedule=${id}`,
};
const span = { from: new Date("2026-11-16T12:00Z"), to: new Date("2026-11-19T12:00Z") };
const rota = scheduleOf([{ startsOn: "2026-11-16" }]);

type Property = { readonly name: string; readonly value: string };

/** As RFC 5545 has it: unfolded, split at the first colon, each line ended by CRLF. */
function read(text: string): Property[] {
  expect(text.endsWith("\r\n")).toBe(true);
  return text
    .slice(0, -2)
    .replaceAll("\r\n ", "")
    .split("\r\n")
    .map((line) => {
      expect(line).toMatch(/^[A-Z-]+(;[A-Z]+=[A-Z]+)?:/);
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon), value: line.slice(colon + 1) };
    });
}
const unescaped = (value: string) =>
  value.replace(/\\(.)/gs, (_, letter) => (letter === "n" ? "\n" : letter));
const valuesOf = (text: string, wanted: string) =>
  read(text)
    .filter(({ name }) => name === wanted)
    .map(({ value }) => unescaped(value));

test("a schedule's feed holds each shift whole, in UTC, with who has it", () => {
  const text = scheduleCalendar(rota, span, feed);
  expect(valuesOf(text, "SUMMARY")).toEqual([
    "ANA: primary",
    "BEN: primary",
    "CLEO: primary",
    "ANA: primary",
  ]);
  expect(valuesOf(text, "DTSTART").slice(0, 2)).toEqual(["20261116T080000Z", "20261117T080000Z"]);
  expect(valuesOf(text, "DTEND").slice(0, 2)).toEqual(["20261117T080000Z", "20261118T080000Z"]);
  expect(valuesOf(text, "DTSTAMP")).toEqual(Array(4).fill("20261101T000000Z"));
});

test("components begin and end in pairs, with what each has to have", () => {
  const lines = read(scheduleCalendar(rota, span, feed)).map(({ name, value }) =>
    name === "BEGIN" || name === "END" ? `${name}:${value}` : name,
  );
  expect(lines.slice(0, 3)).toEqual(["BEGIN:VCALENDAR", "VERSION", "PRODID"]);
  expect(lines.at(-1)).toBe("END:VCALENDAR");
  const event = lines.slice(lines.indexOf("BEGIN:VEVENT"), lines.indexOf("END:VEVENT"));
  expect(event).toEqual(expect.arrayContaining(["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"]));
});

test("a person's feed holds their shifts of all schedules, and nobody else's", () => {
  const other = { ...scheduleOf([{ startsOn: "2026-11-17" }]), id: "s2", name: "secondary" };
  const text = personCalendar("ben", [rota, other], span, feed);
  expect(valuesOf(text, "SUMMARY")).toEqual(["On call: primary", "On call: secondary"]);
  expect(valuesOf(text, "DTSTART")).toEqual(["20261117T080000Z", "20261118T080000Z"]);
});

test("whoever takes a shift over, its event keeps its id; no two events have the same", () => {
  const from = new Date("2026-11-17T08:00Z");
  const taken: Override = { id: "o1", personId: "dan", from, to: new Date("2026-11-18T08:00Z") };
  const before = scheduleCalendar(rota, span, feed);
  const after = scheduleCalendar({ ...rota, overrides: [taken] }, span, feed);
  expect(valuesOf(after, "SUMMARY")[1]).toBe("DAN: primary");
  expect(valuesOf(after, "UID")).toEqual(valuesOf(before, "UID"));
  expect(new Set(valuesOf(before, "UID")).size).toBe(4);
});

test("an id does not depend on the time that is asked for", () => {
  const later = { from: new Date("2026-11-18T12:00Z"), to: span.to };
  const all = valuesOf(scheduleCalendar(rota, span, feed), "UID");
  expect(valuesOf(scheduleCalendar(rota, later, feed), "UID")).toEqual(all.slice(2));
});

test("a calendar without shifts still has a component", () => {
  const text = personCalendar("nobody", [rota], span, feed);
  expect(valuesOf(text, "BEGIN")).toEqual(["VCALENDAR", "VTIMEZONE", "STANDARD"]);
});

test("whatever a schedule is called, lines stay within 75 octets, and the name is read back", () => {
  const octets = new TextEncoder();
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
    .map((text) => `${text}\r\nEND:VEVENT\n,;\\x`);
  fc.assert(
    fc.property(name, (called) => {
      const schedule: Schedule = { ...rota, name: called };
      const text = scheduleCalendar(schedule, span, feed);
      const lines = text.split("\r\n");
      expect(Math.max(...lines.map((line) => octets.encode(line).length))).toBeLessThanOrEqual(75);
      const readBack = lines.map((line) => new TextDecoder().decode(octets.encode(line)));
      expect(readBack).toEqual(lines);
      expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
      expect(valuesOf(text, "END").filter((value) => value === "VEVENT")).toHaveLength(4);
      const [summary = ""] = valuesOf(text, "SUMMARY");
      expect(summary.endsWith("END:VEVENT ,;\\x")).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("a long name is folded and read back letter by letter", () => {
  const name = "Übergabe – 夜勤 👩‍🚒; first, second\\third ".repeat(6).trim();
  const text = scheduleCalendar({ ...rota, name }, span, feed);
  expect(valuesOf(text, "SUMMARY")[0]).toBe(`ANA: ${name}`);
});
