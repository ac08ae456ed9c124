/** Turns lists of points into what a chart, a legend, a table and a sentence need. */

import type { Sheet } from "@/components/ui/sheet";
import { coloursOf, OTHER_COLOUR } from "@/lib/core/palette";
import { OTHER_KEY, type Series } from "@/lib/core/series";

/** A series as it is drawn: with a colour and, where compared, in its place beside the present. */
export type Drawn = Series & {
  readonly colour: string;
  readonly isPrevious: boolean;
};

export type Row = { readonly at: number } & Readonly<Record<string, number | null>>;

const PREVIOUS = "previous:";

/** Gives every series its colour, and lays the previous period over the present one, shifted in time. */
export function drawn(series: readonly Series[], previous: readonly Series[] = []): Drawn[] {
  const names = series.map(({ key }) => key).filter((key) => key !== OTHER_KEY);
  const colours = coloursOf(names.toSorted());
  const present = series.map((one) => ({
    ...one,
    colour: colours.get(one.key) ?? OTHER_COLOUR,
    isPrevious: false,
  }));
  const axis = series[0]?.points ?? [];
  const past = previous.map((one) => ({
    key: `${PREVIOUS}${one.key}`,
    label: `${one.label}, before`,
    colour: "var(--series-previous)",
    isPrevious: true,
    points: axis.map(({ at }, i) => ({ at, value: one.points[i]?.value ?? null })),
  }));
  return [...past, ...present];
}

/** One object per instant, which is what Recharts wants. */
export function rowsOf(series: readonly Series[]): Row[] {
  const axis = series.find(({ points }) => points.length > 0)?.points ?? [];
  return axis.map(({ at }, i) => {
    const row: Record<string, number | null> = {};
    for (const one of series) row[one.key] = one.points[i]?.value ?? null;
    return { ...row, at: Date.parse(at) };
  });
}

export type Stats = {
  readonly last: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
};

export function statsOf({ points }: Series): Stats {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const last = values.at(-1) ?? null;
  if (last === null) return { last, min: null, max: null, mean: null };
  // Not `reduce(Math.min)`: it would be handed the index as well.
  const fold = (f: (a: number, b: number) => number) => values.reduce((a, b) => f(a, b));
  return {
    last,
    min: fold(Math.min),
    max: fold(Math.max),
    mean: fold((a, b) => a + b) / values.length,
  };
}

/** The tallest thing on the chart: the largest value, or the largest sum where series are stacked. */
export function peakOf(series: readonly Series[], isStacked: boolean): number {
  if (!isStacked) return Math.max(0, ...series.map((one) => statsOf(one).max ?? 0));
  return Math.max(
    0,
    ...rowsOf(series).map(({ at: _at, ...values }) =>
      Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0),
    ),
  );
}

type Words = {
  readonly value: (n: number) => string;
  readonly time: (iso: string) => string;
};

/** What the chart shows, in a sentence a series. */
export function summaryOf(series: readonly Series[], { value, time }: Words): string {
  const points = series[0]?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "No data in this time range.";
  const parts = series.map((one) => {
    const { last: now, min, max } = statsOf(one);
    if (now === null || min === null || max === null) return `${one.label}: nothing measured.`;
    return `${one.label}: last ${value(now)}, between ${value(min)} and ${value(max)}.`;
  });
  return `From ${time(first.at)} to ${time(last.at)}. ${parts.join(" ")}`;
}

/** The rows behind a chart, newest first, for "view as table" and CSV. */
export function sheetOfSeries(series: readonly Series[], value?: (n: number) => string): Sheet {
  const axis = series[0]?.points ?? [];
  return {
    columns: [
      { label: "Time", isTime: true },
      ...series.map(({ label }) => ({ label, format: value })),
    ],
    rows: axis
      .map(({ at }, i) => [at, ...series.map(({ points }) => points[i]?.value ?? null)])
      .toReversed(),
  };
}
