/** Figures out of what adds up: requests, calls, money, opinions and passed gates. */
import type { Signal } from "@/lib/alerts/signal";
import { HOUR, MINUTE, SECOND } from "@/lib/core/time";
import type { Figure, Window } from "./part";
import { newestOf, type Row, total } from "./row";

const PICOS = 1e12;

/** A part of a whole that was counted; without a whole there is no share. */
export const share =
  (part: string, whole: string) =>
  (rows: readonly Row[], { scale }: Window): Figure | null => {
    const n = total(rows, whole);
    return n === 0 ? null : { value: total(rows, part) / n, n: n * scale, at: newestOf(rows) };
  };

/** Journeys may end in a window that they did not begin in: never more than all. */
export function completion(rows: readonly Row[], window: Window): Figure | null {
  const figure = share("completed", "started")(rows, window);
  return figure && { ...figure, value: Math.min(1, figure.value) };
}

type Count = Pick<Extract<Signal, { kind: "count" }>, "of" | "per">;

const OF_REQUESTS = ["requests", "errors", "degraded", "cacheHits", "cacheLookups"];
const baseOf = (of: Count["of"]): "requests" | "calls" =>
  OF_REQUESTS.includes(of) ? "requests" : "calls";

const PER_MS = { minute: MINUTE, second: SECOND } as const;

/** None of a kind among what was reported is nought; nothing reported is no figure. */
export const count =
  ({ of, per }: Count) =>
  (rows: readonly Row[], { from, to, scale }: Window): Figure | null => {
    const n = total(rows, baseOf(of));
    if (n === 0) return null;
    const sum = total(rows, of);
    const value = per === "window" ? sum * scale : (sum * PER_MS[per]) / (to - from);
    return { value, n: n * scale, at: newestOf(rows) };
  };

/** What has no price is not free: the sum is the least it can be, and with no price at all there is none. */
function usdOf(rows: readonly Row[]): { readonly usd: number; readonly calls: number } | null {
  const calls = total(rows, "calls");
  if (calls > 0 && total(rows, "unpricedCalls") >= calls) return null;
  return { usd: total(rows, "costPicos") / PICOS, calls };
}

export function cost(rows: readonly Row[], { scale }: Window): Figure | null {
  const spent = usdOf(rows);
  if (!spent || spent.calls === 0) return null;
  return { value: spent.usd * scale, n: spent.calls * scale, at: newestOf(rows) };
}

export function costPerHour(rows: readonly Row[], window: Window): Figure | null {
  const figure = cost(rows, { ...window, scale: 1 });
  const hours = (window.to - window.from) / HOUR;
  return figure && { ...figure, value: figure.value / hours };
}

/** A request that the cache answered made no call, and did cost nothing. */
export function costPerRequest(rows: readonly Row[], { scale }: Window): Figure | null {
  const requests = total(rows, "requests");
  const spent = usdOf(rows);
  if (!spent || requests === 0) return null;
  return { value: spent.usd / requests, n: requests * scale, at: newestOf(rows) };
}

/** The mean over the periods in which something was spent; a first few say nothing yet. */
export const averageCost =
  (bounds: (at: number) => number, least: number) =>
  (rows: readonly Row[]): Figure | null => {
    const periods = new Map<number, Row[]>();
    for (const row of rows) {
      const start = bounds(row.at ?? row.newestAt);
      const own = periods.get(start);
      if (own) own.push(row);
      else periods.set(start, [row]);
    }
    const spent = [...periods.values()].flatMap((own) => cost(own, WHOLE)?.value ?? []);
    if (spent.length < least) return null;
    const sum = spent.reduce((all, one) => all + one, 0);
    return { value: sum / spent.length, n: null, at: newestOf(rows) };
  };

const WHOLE: Window = { from: 0, to: 0, scale: 1 };

/** Something was there: how much does not matter. */
export const presence =
  (name: string) =>
  (rows: readonly Row[]): Figure | null => {
    const n = total(rows, name);
    return n === 0 ? null : { value: n, n, at: newestOf(rows) };
  };

/** The worst of a group's components, as each reported last. */
export function level(rows: readonly Row[]): Figure | null {
  if (rows.length === 0) return null;
  const value = rows.reduce((worst, { counts }) => Math.max(worst, counts.level ?? 0), 0);
  return { value, n: null, at: newestOf(rows) };
}

/** The same out of counted reports, where the single ones are no longer known: the worst of the newest bucket. */
export function countedLevel(rows: readonly Row[]): Figure | null {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.series);
    if (!known || (row.at ?? 0) > (known.at ?? 0)) newest.set(row.series, row);
  }
  const levels = [...newest.values()].map(({ counts: { down = 0, degraded = 0 } }) =>
    down > 0 ? 2 : degraded > 0 ? 1 : 0,
  );
  if (levels.length === 0) return null;
  return { value: Math.max(...levels), n: null, at: newestOf(rows) };
}
