/** What leaves as CSV arrives as it was, and as data only. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, csvPart } from "./csv";

/** A reader that knows RFC 4180 and nothing else. */
function read(text: string): string[][] {
  const records: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  let record: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error(`not CSV at ${cell.lastIndex}`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === ",") continue;
    records.push(record);
    record = [];
  }
  return records;
}

const word = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "a", "'") }),
);
// A lone empty cell is an empty line, which readers skip.
const record = fc.array(word, { minLength: 2, maxLength: 6 });

describe("comma-separated values", () => {
  test("are read back as they were, but for the apostrophe before a formula", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const defused = records.map((cells) =>
          cells.map((text) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)),
        );
        expect(read(csvPart(records))).toEqual(defused);
      }),
    );
  });

  test("hold no cell of text that a spreadsheet would compute", () => {
    fc.assert(
      fc.property(record, (cells) => {
        for (const text of read(csvPart([cells]))[0] ?? [])
          expect(text).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      }),
    );
  });

  test("are one after another what they are together", () => {
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (one, other) => {
        expect(csvPart(one) + csvPart(other)).toBe(csvPart([...one, ...other]));
      }),
    );
  });

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
    ["a wide equals sign",      "＝1+1",                   "'＝1+1"],
    ["a tab before a formula",  "\t=1",                    "'\t=1"],
    ["a return before one",     "\r=1",                    `"'\r=1"`],
  ])("write %s", (_what, value, expected) => {
    expect(csvLine([value])).toBe(expected);
  });
});
