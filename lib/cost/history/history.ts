/** A series of values at even steps, as forecasts and anomaly rules read it; a gap is null, not nothing. */
import { Fault } from "@/lib/core/fault";
import { median } from "@/lib/core/stats";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";

export type Reading = { readonly at: number; readonly value: number };

export type Step = "5min" | "hour" | "day" | "month";

export type History = {
  readonly step: Step;
  /** Starts of the steps, ascending, none left out. */
  readonly at: readonly number[];
  readonly values: readonly (number | null)[];
};

/** How values within one step become one: spend adds, a price or a ratio is averaged. */
export type Fold = "sum" | "mean";

/** The longest distance between most readings. */
export function stepOf(readings: readonly Reading[]): Step {
  const gaps = readings.slice(1).map(({ at }, i) => at - (readings[i]?.at ?? at));
  const usual = median(gaps.filter((gap) => gap > 0)) ?? DAY;
  if (usual >= 27 * DAY) return "month";
  if (usual >= DAY / 2) return "day";
  return usual > 20 * MINUTE ? "hour" : "5min";
}

function sorted(readings: readonly Reading[]): Reading[] {
  return readings.toSorted((a, b) => a.at - b.at);
}

const WIDTH = { "5min": 5 * MINUTE, hour: HOUR, day: DAY } as const;

/** Of a day with fewer readings than this share of the usual number, one does not know the sum. */
const WHOLE_SHARE = 0.5;

/** Folds readings into even steps, in UTC. The first and the last step are left out when they are only begun. */
export function historyOf(readings: readonly Reading[], step: Step, fold: Fold): History {
  const groups = new Map<number, number[]>();
  for (const { at, value } of sorted(readings)) {
    const start = startOf(at, step);
    groups.set(start, [...(groups.get(start) ?? []), value]);
  }
  const starts = trimmed([...groups.keys()], groups);
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined)
    throw new Fault("invalid", "The series has no values");
  const at = stepsBetween(first, last, step);
  const values = at.map((start) => folded(groups.get(start), fold));
  return { step, at, values };
}

function trimmed(starts: readonly number[], groups: ReadonlyMap<number, readonly number[]>) {
  const sizeOf = (start: number | undefined) => groups.get(start ?? Number.NaN)?.length ?? 0;
  const least = (median(starts.map(sizeOf)) ?? 0) * WHOLE_SHARE;
  const kept = [...starts];
  if (kept.length > 1 && sizeOf(kept[0]) < least) kept.shift();
  if (kept.length > 1 && sizeOf(kept.at(-1)) < least) kept.pop();
  return kept;
}

function folded(values: readonly number[] | undefined, fold: Fold): number | null {
  if (!values || values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  return fold === "sum" ? sum : sum / values.length;
}

function startOf(at: number, step: Step): number {
  if (step !== "month") return Math.floor(at / WIDTH[step]) * WIDTH[step];
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function stepsBetween(first: number, last: number, step: Step): number[] {
  const starts: number[] = [];
  for (let at = first; at <= last; at = nextAfter(at, step)) starts.push(at);
  return starts;
}

export function nextAfter(at: number, step: Step): number {
  if (step !== "month") return at + WIDTH[step];
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** How many steps until the pattern comes again: a week of days, a year of months, a week of hours. */
export const SEASON: Readonly<Record<Step, number>> = {
  "5min": 2_016,
  hour: 168,
  day: 7,
  month: 12,
};
