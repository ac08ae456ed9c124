/** How far off is too far: what the series' own past exceeded at most once in a hundred days. */
import type { Step } from "@/lib/cost/history/history";

export type Side = "above" | "below";

/** Distances of the past on each side, ascending, and how many went too far and are not among them. */
export type Known = Readonly<Record<Side, number[]>> & { readonly flagged: Record<Side, number> };

/** One false alarm in so many days is put up with. */
const DAYS_A_FALSE_ALARM = 100;
const STEPS_A_DAY: Readonly<Record<Step, number>> = {
  "5min": 288,
  hour: 24,
  day: 1,
  month: 1 / 30,
};

type Care = {
  /** Distances that have to be known before anything is judged. */
  readonly known: number;
  /** Nearer than this nothing is worth a look, however calm the past. */
  readonly least: number;
  /** A threshold out of few values is the largest of them; the next one is a little larger often enough. */
  readonly margin: number;
};
const FINE: Care = { known: 24, least: 0.4, margin: 1.5 };
const COARSE: Care = { known: 14, least: 0.2, margin: 1.2 };

/** Of fewer values on one side, the other side says more about the noise. */
const LEAST_SIDE = 24;

/** The distance from which a value on that side is an anomaly; null: too little is known. */
export function thresholdOf(known: Known, side: Side, step: Step): number | null {
  const care = step === "day" || step === "month" ? COARSE : FINE;
  const { above, below } = known;
  const count = above.length + below.length;
  if (count < care.known) return null;
  const own = known[side];
  const ascending = own.length < LEAST_SIDE ? [...above, ...below].sort((a, b) => a - b) : own;
  // Of n values the k largest leave k + 1 in n + 1 to the next one; those that were flagged are spent.
  const budget = Math.floor(count / (2 * DAYS_A_FALSE_ALARM * STEPS_A_DAY[step])) - 1;
  const allowed = Math.max(0, budget - known.flagged[side]);
  const exceeded = ascending[ascending.length - 1 - allowed] ?? 0;
  return Math.max(care.least, exceeded * (allowed === 0 ? care.margin : 1));
}

export function learn(known: Known, side: Side, distance: number): void {
  const ascending = known[side];
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < distance) low = middle + 1;
    else high = middle;
  }
  ascending.splice(low, 0, distance);
}
