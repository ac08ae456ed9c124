/** Spend by local day: what budgets, forecasts, anomalies and reports are made of. */
import { DateTime } from "luxon";
import { dollarsOf } from "@/lib/core/money";

/** What one name cost on one local date. */
export type Daily = {
  /** `2026-11-21`, by the clocks of the project's zone. */
  readonly date: string;
  readonly name: string;
  readonly costPicos: bigint;
  readonly calls: number;
  readonly requests: number;
  readonly unpricedCalls: number;
};

export const dateOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toISODate() ?? "";

const DAY_MS = 86_400_000;

/** Dates have no zone: a day after a date is the next date. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

/** Spent from a date on, and before another one if it is given. */
export function spentFrom(rows: readonly Daily[], first: string, before?: string): bigint {
  return rows.reduce(
    (sum, { date, costPicos }) =>
      date >= first && (before === undefined || date < before) ? sum + costPicos : sum,
    0n,
  );
}

/** Dollars of each whole day before `today`. The first day is left out: nobody knows since when it was measured. */
export function dollarsBefore(rows: readonly Daily[], today: string): number[] {
  const first = rows.reduce<string | null>(
    (least, { date }) => (least === null || date < least ? date : least),
    null,
  );
  if (first === null) return [];
  const sums = byDate(rows);
  return datesBetween(plusDays(first, 1), plusDays(today, -1)).map((date) =>
    dollarsOf(sums.get(date) ?? 0n),
  );
}

export function byDate(rows: readonly Daily[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { date, costPicos } of rows) sums.set(date, (sums.get(date) ?? 0n) + costPicos);
  return sums;
}

/** The rows of each name, in the order of their spend. */
export function byName(rows: readonly Daily[]): Map<string, readonly Daily[]> {
  const groups = new Map<string, Daily[]>();
  for (const row of rows) {
    const group = groups.get(row.name);
    if (group) group.push(row);
    else groups.set(row.name, [row]);
  }
  const spent = (group: readonly Daily[]) => spentFrom(group, "");
  return new Map(
    [...groups].toSorted(([, a], [, b]) => {
      const [more, less] = [spent(a), spent(b)];
      return more === less ? 0 : more > less ? -1 : 1;
    }),
  );
}
