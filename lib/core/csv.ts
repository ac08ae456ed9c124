/** Comma-separated values as RFC 4180 writes them, with formulas defused: names come from outside, and a spreadsheet would run them. */

export type CsvValue = string | number | null;

/** Characters with which a spreadsheet starts to compute instead of to show. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const LINE_END = "\r\n";

/** One record without its line end; a number is written exactly, and a negative one is no formula. */
export const csvLine = (values: readonly CsvValue[]): string => values.map(cellOf).join(",");

/** Records for a file, each with its line end, so that parts can be written one after another. */
export const csvPart = (records: readonly (readonly CsvValue[])[]): string =>
  records.map((values) => `${csvLine(values)}${LINE_END}`).join("");

/** A heading and records for the clipboard: the last line has no end. */
export const csvOf = (records: readonly (readonly CsvValue[])[]): string =>
  records.map(csvLine).join(LINE_END);

function cellOf(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
