/** Finds values that stand out from the same hour or day of the weeks before, at a stated rate of false alarms. */

import { median } from "@/lib/core/stats";
import type { History, Step } from "@/lib/cost/history/history";
import { distanceOf, expectedAt } from "./expectation";
import { type Known, learn, type Side, thresholdOf } from "./threshold";

export type Finding = {
  /** Starts of the first and the last step of it. */
  readonly from: number;
  readonly to: number;
  readonly direction: Side;
  /** At the step where it stood out most. */
  readonly at: number;
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number | null;
  /** How many times the expected it may be: 1.48 lets it be 48 % above or below. */
  readonly threshold: number;
  /** Observed less expected over all its steps: what it cost. */
  readonly impact: number;
};

export type Settings = {
  /** Findings whose impact is smaller are none. */
  readonly least: number;
  readonly directions: "both" | "above";
};

export const USUAL: Settings = { least: 0, directions: "both" };

/** After so many steps it is no anomaly but how things are now. */
const LONGEST: Readonly<Record<Step, number>> = { "5min": 288, hour: 24, day: 7, month: 6 };

type Mark = {
  readonly t: number;
  readonly observed: number;
  readonly expected: number;
  readonly direction: Side;
  readonly threshold: number | null;
  readonly distance: number;
};

/** Goes through the series as time did: each step is judged by what was known before it. */
export function findingsIn(history: History, settings: Settings = USUAL): Finding[] {
  const known: Known = { above: [], below: [], flagged: { above: 0, below: 0 } };
  const out = new Set<number>();
  const marks: Mark[] = [];
  let run = 0;
  for (const t of history.values.keys()) {
    const mark = markAt(history, t, known, (i) => out.has(i));
    if (mark === null) continue;
    const isOut = mark.threshold !== null && mark.distance > mark.threshold;
    run = isOut ? run + 1 : 0;
    if (isOut) {
      marks.push(mark);
      known.flagged[mark.direction] += 1;
    }
    // What lasts is learnt; what does not is no example for the weeks to come.
    if (isOut && run <= LONGEST[history.step]) out.add(t);
    else learn(known, mark.direction, mark.distance);
  }
  const wanted = marks.filter(
    ({ direction }) => settings.directions === "both" || direction === settings.directions,
  );
  return merged(wanted, history).filter(({ impact }) => Math.abs(impact) >= settings.least);
}

function markAt(
  history: History,
  t: number,
  known: Known,
  isOut: (t: number) => boolean,
): Mark | null {
  const observed = history.values[t] ?? null;
  const expected = observed === null ? null : expectedAt(history, t, isOut);
  if (observed === null || expected === null) return null;
  const direction = observed > expected ? "above" : "below";
  const distance = distanceOf(observed, expected, usualAt(history, t));
  const threshold = thresholdOf(known, direction, history.step);
  return { t, observed, expected, direction, distance, threshold };
}

const USUAL_STEPS = 200;

function usualAt({ values }: History, t: number): number {
  const last = values.slice(Math.max(0, t - USUAL_STEPS), t).filter((value) => value !== null);
  return median(last.map(Math.abs)) ?? 0;
}

/** Steps that stood out shortly after one another are one finding. */
const APART: Readonly<Record<Step, number>> = { "5min": 24, hour: 6, day: 1, month: 1 };

function merged(marks: readonly Mark[], { at, step }: History): Finding[] {
  const groups: Mark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNear = last !== undefined && mark.t - last.t <= APART[step];
    if (group && isNear && last.direction === mark.direction) group.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group) => {
    const top = group.reduce((a, b) => (b.distance > a.distance ? b : a));
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) return [];
    return [
      {
        from: at[first.t] ?? 0,
        to: at[last.t] ?? 0,
        direction: top.direction,
        at: at[top.t] ?? 0,
        observed: top.observed,
        expected: top.expected,
        ratio: top.expected === 0 ? null : top.observed / top.expected,
        threshold: 1 + (top.threshold ?? 0),
        impact: group.reduce((sum, mark) => sum + mark.observed - mark.expected, 0),
      },
    ];
  });
}
