/** The time as the database has it: the only clock of alerts and of what mutes them. */
import { type Connection, rowsOf } from "@/lib/platform/rows";

export async function databaseInstant(on: Connection): Promise<Date> {
  const [row] = await rowsOf<{ now: Date }>(on, "SELECT now() AS now");
  if (!row) throw new Error("The database does not tell the time");
  return row.now;
}
