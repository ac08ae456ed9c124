/** Series come out of files as people have them: any line end, quotes, gaps, odd steps. */
import { expect, test } from "vitest";
import { columnsOf } from "./csv";
import { historyOf, stepOf } from "./history";

const day = (date: string) => Date.parse(`${date}T00:00:00Z`);

test.each(["\n", "\r\n", "\r"])("lines may end in %j", (end) => {
  const text = ['"ds","y"', '"2026-01-01","1.5"', '"2026-01-02",2', ""].join(end);
  expect(columnsOf(text)).toEqual([
    {
      name: "y",
      readings: [
        { at: day("2026-01-01"), value: 1.5 },
        { at: day("2026-01-02"), value: 2 },
      ],
    },
  ]);
});

test("every column of numbers is a series; words are none, and the date may stand anywhere", () => {
  const text = "team,cost,date,calls\nred,1,2026-01-01,10\nblue,NaN,2026-01-02,\n";
  expect(columnsOf(text).map(({ name, readings }) => [name, readings.length])).toEqual([
    ["cost", 1],
    ["calls", 1],
  ]);
});

test.each([
  ["ds,y\n2026-13-01,1", "Line 2: “2026-13-01” is no date"],
  ["ds,y\n2026-01-01,1\n2026-01-02,x", "Line 3, y: “x” is not a number"],
  ["ds,y", "a header and at least one record"],
  ["ds,y\n2026-01-01,red", "No column holds numbers"],
])("%j is refused with its place", (text, words) => {
  expect(() => columnsOf(text)).toThrow(words);
});

test("instants have a zone or are UTC", () => {
  const text = "at,y\n2026-01-01 10:00:00,1\n2026-01-01T10:00:00+02:00,1\n2026-01-01T10:00Z,1\n";
  const [column] = columnsOf(text);
  expect(column?.readings.map(({ at }) => new Date(at).getUTCHours())).toEqual([10, 8, 10]);
});

test("hours become days: added up or averaged, the day that has only begun left out, a gap kept", () => {
  const readings = [0, 1, 3].flatMap((d) =>
    Array.from({ length: d === 3 ? 5 : 24 }, (_, h) => ({
      at: day("2026-01-01") + (d * 24 + h) * 3_600_000,
      value: d + 1,
    })),
  );
  expect(stepOf(readings)).toBe("hour");
  expect(historyOf(readings, "day", "sum").values).toEqual([24, 48]);
  const more = [...readings, { at: day("2026-01-04") + 20 * 3_600_000, value: 4 }];
  const whole = [...more, ...more.slice(0, 24).map((r) => ({ ...r, at: r.at + 3 * 86_400_000 }))];
  expect(historyOf(whole, "day", "mean").values.slice(0, 3)).toEqual([1, 2, null]);
});

test("months are months, however long", () => {
  const readings = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-05-01"].map((date) => ({
    at: day(date),
    value: 1,
  }));
  expect(stepOf(readings)).toBe("month");
  expect(historyOf(readings, "month", "sum").values).toEqual([1, 1, 1, null, 1]);
});
