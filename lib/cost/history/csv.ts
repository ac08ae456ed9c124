/** Reads a series out of comma-separated text: a column of instants and one or more of numbers. */
import { Fault } from "@/lib/core/fault";
import type { Reading } from "./history";

export type Column = { readonly name: string; readonly readings: readonly Reading[] };

const INSTANT = /^(ds|date|day|time|timestamp|at|datetime|bucket|period|month)$/i;

/** Every column of numbers as a series of its own. Cells that are empty or NaN are gaps. */
export function columnsOf(text: string): Column[] {
  const rows = rowsOf(text);
  const [header, ...records] = rows;
  if (!header || records.length === 0)
    throw new Fault("invalid", "The file holds a header and at least one record", {
      field: "file",
    });
  const instant = Math.max(
    0,
    header.findIndex((name) => INSTANT.test(name)),
  );
  const at = records.map((record, i) => instantOf(record[instant] ?? "", i + 2));
  const columns = header.flatMap((name, column) =>
    column === instant ? [] : columnAt(name, column, records, at),
  );
  if (columns.length === 0)
    throw new Fault("invalid", "No column holds numbers", { field: header.join(",") });
  return columns;
}

function columnAt(
  name: string,
  column: number,
  records: readonly (readonly string[])[],
  at: readonly number[],
): Column[] {
  const cells = records.map((record) => (record[column] ?? "").trim());
  const isNumeric = cells.some((cell) => cell !== "" && Number.isFinite(Number(cell)));
  if (!isNumeric) return [];
  const readings = cells.flatMap((cell, i) => {
    if (cell === "" || /^(nan|null|na)$/i.test(cell)) return [];
    const value = Number(cell);
    if (Number.isFinite(value)) return [{ at: at[i] ?? 0, value }];
    throw new Fault("invalid", `Line ${i + 2}, ${name}: “${cell}” is not a number`, {
      field: name,
    });
  });
  return [{ name, readings }];
}

/** A date or instant without a zone is UTC. */
function instantOf(cell: string, line: number): number {
  const text = cell.trim();
  const [, date, time = "00:00:00", zone = "Z"] =
    /^(\d{4}-\d{2}(?:-\d{2})?)(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    ) ?? [];
  const day = date?.length === 7 ? `${date}-01` : date;
  const at = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+/, "$1")}${zone}`);
  if (!Number.isNaN(at)) return at;
  throw new Fault("invalid", `Line ${line}: “${text}” is no date; write it as 2026-08-21`, {
    field: "date",
  });
}

/** Line ends of any kind, and quotes that are doubled within. */
function rowsOf(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  return lines.filter((line) => line.trim() !== "").map(cellsOf);
}

function cellsOf(line: string): string[] {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  const whole = line.endsWith(",") ? cells : cells.slice(0, -1);
  return whole.map((cell) => {
    const bare = cell.replace(/,$/, "").trim();
    return bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare;
  });
}
