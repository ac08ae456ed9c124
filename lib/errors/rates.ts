/** Failures against what was tried: by agent, by provider, by response code. */
import { OTHER_KEY } from "@/lib/core/series";
import type { Line } from "@/lib/overview/lines";
import { counted, measured, type Timeline } from "@/lib/overview/timeline";
import { topOf } from "@/lib/overview/top";
import type { CodeRow, ProviderRow } from "./schema";

/** Failures and attempts of one name in one bucket. */
export type Tried = {
  readonly at: Date | null;
  readonly name: string;
  readonly failed: number;
  readonly tried: number;
};

const ALL = "__all__";
const UNNAMED = "not named";

/** An absent name is stored as an empty string; people need a word. */
export const nameOrWord = (name: string): string => (name === "" ? UNNAMED : name);

/** The seven with most failures get a line each; the others share one, as a ratio of sums. */
export function rateLines(timeline: Timeline, rows: readonly Tried[]): Line[] {
  const { names, rest } = topOf(sumBy(rows, ({ failed }) => failed));
  const byName = cells(rows);
  const line = (key: string, label: string, members: readonly string[]): Line => ({
    key,
    label,
    values: measured(timeline, (start) => ratioAt(byName, members, start)),
  });
  return [
    ...names.map((name) => line(name, nameOrWord(name), [name])),
    ...(rest.length > 0 ? [line(OTHER_KEY, `${rest.length} others`, rest)] : []),
  ];
}

/** One line over everything. */
export function overallLine(timeline: Timeline, rows: readonly Tried[], label: string): Line {
  const names = [...new Set(rows.map(({ name }) => name))];
  const byName = cells(rows);
  return {
    key: ALL,
    label,
    values: measured(timeline, (start) => ratioAt(byName, names, start)),
  };
}

type Cells = ReadonlyMap<string, ReadonlyMap<number, { failed: number; tried: number }>>;

function cells(rows: readonly Tried[]): Cells {
  const byName = new Map<string, Map<number, { failed: number; tried: number }>>();
  for (const { at, name, failed, tried } of rows) {
    if (!at) continue;
    const line = byName.get(name) ?? new Map<number, { failed: number; tried: number }>();
    byName.set(name, line);
    const cell = line.get(at.getTime()) ?? { failed: 0, tried: 0 };
    line.set(at.getTime(), { failed: cell.failed + failed, tried: cell.tried + tried });
  }
  return byName;
}

function ratioAt(byName: Cells, members: readonly string[], start: number): number | null {
  let [failed, tried] = [0, 0];
  for (const name of members) {
    const cell = byName.get(name)?.get(start);
    failed += cell?.failed ?? 0;
    tried += cell?.tried ?? 0;
  }
  return tried === 0 ? null : failed / tried;
}

function sumBy<R extends { readonly name: string }>(
  rows: readonly R[],
  size: (row: R) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.name, (sums.get(row.name) ?? 0) + size(row));
  return sums;
}

export type Counted = { readonly at: Date | null; readonly name: string; readonly n: number };

/** Counts by name, the seven largest and the rest; zero where the project reported and nothing happened. */
export function countLines(timeline: Timeline, rows: readonly Counted[]): Line[] {
  const { names, rest } = topOf(sumBy(rows, ({ n }) => n));
  const byName = cells(rows.map(({ at, name, n }) => ({ at, name, failed: n, tried: 1 })));
  const at = (members: readonly string[], start: number) => {
    const present = members.flatMap((name) => byName.get(name)?.get(start) ?? []);
    return present.length === 0 ? null : present.reduce((sum, { failed }) => sum + failed, 0);
  };
  const line = (key: string, label: string, members: readonly string[]): Line => ({
    key,
    label,
    values: counted(timeline, (start) => at(members, start)),
  });
  return [
    ...names.map((name) => line(name, nameOrWord(name), [name])),
    ...(rest.length > 0 ? [line(OTHER_KEY, `${rest.length} others`, rest)] : []),
  ];
}

/** Providers that were called, most failures first, with what their failures were called. */
export function providerRows(
  tried: readonly Tried[],
  types: readonly { readonly provider: string; readonly type: string; readonly n: number }[],
): ProviderRow[] {
  const calls = sumBy(tried, (row) => row.tried);
  const failures = sumBy(tried, (row) => row.failed);
  return [...calls]
    .filter(([provider, n]) => provider !== "" && n > 0)
    .map(([provider, n]) => {
      const failed = failures.get(provider) ?? 0;
      return {
        provider,
        calls: n,
        failures: failed,
        rate: n === 0 ? null : failed / n,
        types: types
          .filter((each) => each.provider === provider)
          .map(({ type, n }) => ({ type: nameOrWord(type), n }))
          .toSorted((a, b) => b.n - a.n || (a.type < b.type ? -1 : 1)),
      };
    })
    .toSorted((a, b) => b.failures - a.failures || (a.provider < b.provider ? -1 : 1));
}

/** Codes by number: the order people know them in. */
export function codeRows(rows: readonly Counted[]): CodeRow[] {
  const sums = sumBy(rows, ({ n }) => n);
  const all = [...sums.values()].reduce((sum, n) => sum + n, 0);
  return [...sums]
    .map(([code, n]) => ({ code, n, share: n / all }))
    .toSorted((a, b) => Number(a.code) - Number(b.code) || (a.code < b.code ? -1 : 1));
}

/** 1xx to 3xx went well; on a chart of failures they would bury the rest. */
export const isFailureCode = (code: string): boolean => !/^[123]\d\d$/.test(code);
