/** What leaves the console as CSV opens in a spreadsheet as data, and only as data. */
import { describe, expect, test } from "vitest";
import { csvOf } from "./sheet";

const oneCell = (value: string | number | null) =>
  csvOf({ columns: [{ label: "a" }], rows: [[value]] }).split("\r\n")[1];

describe("a cell of a CSV", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["plain text",              "support-rag",             "support-rag"],
    ["a comma",                 "a,b",                     '"a,b"'],
    ["a quote",                 'say "no"',                '"say ""no"""'],
    ["a line break",            "a\nb",                    '"a\nb"'],
    ["nothing",                 null,                      ""],
    ["a number, exactly",       0.1 + 0.2,                 "0.30000000000000004"],
    ["a negative number",       -5,                        "-5"],
    ["a formula",               '=HYPERLINK("http://x")',  `"'=HYPERLINK(""http://x"")"`],
    ["a sum in disguise",       "+1+1",                    "'+1+1"],
    ["a minus in disguise",     "-1+cmd|' /C calc'!A0",    "'-1+cmd|' /C calc'!A0"],
    ["an at sign",              "@SUM(A1)",                "'@SUM(A1)"],
    ["a tab before a formula",  "\t=1",                    "'\t=1"],
  ])("holds %s", (_what, value, expected) => {
    expect(oneCell(value)).toBe(expected);
  });
});

test("headings are defused as well, for series carry the names of strangers' agents", () => {
  expect(csvOf({ columns: [{ label: "=1+1" }], rows: [] })).toBe("'=1+1");
});
