/** Reading a series from a file for the commands that judge one: every number column, with plain refusals. */
import { readFile } from "node:fs/promises";
import { type Column, columnsOf } from "@/lib/cost/history/csv";
import { codeOf, messageOf, PlainError } from "@/server/plain-error";

export async function columnsIn(file: string, wanted: string | undefined): Promise<Column[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const reason = codeOf(error) === "ENOENT" ? "there is no such file" : messageOf(error);
    throw new PlainError(`Cannot read ${file}: ${reason}.`, { cause: error });
  });
  const columns = columnsOf(text);
  if (wanted === undefined) return columns;
  const column = columns.find(({ name }) => name === wanted);
  if (column) return [column];
  throw new PlainError(
    `${file} has no column ${wanted}; it has ${columns.map(({ name }) => name).join(", ")}.`,
  );
}

/** A date of a day or a month, an instant otherwise. */
export const instantText = (at: number, isDay: boolean): string => {
  const text = new Date(at).toISOString();
  return isDay ? text.slice(0, 10) : text;
};
