/** A panel's data as rows and columns: what "view as table" shows and "copy as CSV" copies. */

export type SheetValue = string | number | null;
export type Sheet = {
  readonly columns: readonly {
    readonly label: string;
    /** How a number is written on screen; the CSV keeps the exact one. */
    readonly format?: ((value: number) => string) | undefined;
    /** ISO instants, shown on the reader's clock; the CSV keeps them as they are. */
    readonly isTime?: boolean;
  }[];
  readonly rows: readonly (readonly SheetValue[])[];
};

/** Characters with which a spreadsheet starts to compute instead of to show. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180, with formulas defused: names come from outside, and a spreadsheet would run them. */
export function csvOf({ columns, rows }: Sheet): string {
  const lines = [columns.map(({ label }) => label), ...rows];
  return lines.map((line) => line.map(cellOf).join(",")).join("\r\n");
}

function cellOf(value: SheetValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function shown(value: SheetValue, format?: (value: number) => string): string {
  if (value === null) return "—";
  return typeof value === "number" ? (format ?? String)(value) : value;
}
