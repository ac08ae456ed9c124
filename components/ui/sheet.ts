/** A panel's data as rows and columns: what "view as table" shows and "copy as CSV" copies. */
import { type CsvValue, csvOf as csvRecords } from "@/lib/core/csv";

export type SheetValue = CsvValue;
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

/** Headings are defused as well, for series carry the names of strangers' agents. */
export const csvOf = ({ columns, rows }: Sheet): string =>
  csvRecords([columns.map(({ label }) => label), ...rows]);

export function shown(value: SheetValue, format?: (value: number) => string): string {
  if (value === null) return "—";
  return typeof value === "number" ? (format ?? String)(value) : value;
}
