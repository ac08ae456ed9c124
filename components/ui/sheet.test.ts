/** What leaves the console as CSV opens in a spreadsheet as data, and only as data. */
import { expect, test } from "vitest";
import { csvOf } from "./sheet";

test("a sheet is copied with its headings first, numbers exact and times as they are", () => {
  const columns = [
    { label: "At", isTime: true },
    { label: "Share", format: () => "about half" },
  ];
  const rows = [
    ["2026-11-20T10:00:00.000Z", 0.4999],
    ["a,b", null],
  ] as const;
  expect(csvOf({ columns, rows })).toBe('At,Share\r\n2026-11-20T10:00:00.000Z,0.4999\r\n"a,b",');
});

test("a formula is defused, in a heading as well as in a cell", () => {
  expect(csvOf({ columns: [{ label: "=1+1" }], rows: [["@SUM(A1)"]] })).toBe("'=1+1\r\n'@SUM(A1)");
});
