/** A backtest as a picture: the value that came nearest to the condition at each instant, on as many points as there are pixels. */
import type { Backtest, History } from "@/lib/alerts/backtest";
import type { Comparison } from "@/lib/alerts/schema";

export type Curve = {
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
  readonly least: number;
  readonly most: number;
};

/** Of all label sets and of all steps of a point: the largest value, or for a lower bound the smallest. */
export function curveOf(history: History, comparison: Comparison, points = 300): Curve {
  const nearer = comparison.startsWith("<") ? Math.min : Math.max;
  const width = Math.max(1, Math.ceil(history.steps / points));
  const drawn = Array.from({ length: Math.ceil(history.steps / width) }, (_, i) => {
    const values = measuredIn(history, i * width, (i + 1) * width);
    const value = values.length === 0 ? null : values.reduce((one, other) => nearer(one, other));
    return { at: history.from + i * width * history.stepMs, value };
  });
  const known = drawn.flatMap(({ value }) => (value === null ? [] : [value]));
  return { points: drawn, least: least(known), most: most(known) };
}

const measuredIn = ({ series }: History, from: number, to: number): number[] =>
  series.flatMap(({ values }) =>
    values.slice(from, to).filter((one): one is number => one !== null && Number.isFinite(one)),
  );

const least = (values: readonly number[]): number =>
  values.reduce((low, value) => Math.min(low, value), values[0] ?? 0);
const most = (values: readonly number[]): number =>
  values.reduce((high, value) => Math.max(high, value), values[0] ?? 0);

/** Lines between neighbours; a gap where nothing was measured. */
export function segmentsOf({ points }: Curve): { at: number; value: number }[][] {
  const segments: { at: number; value: number }[][] = [];
  let open: { at: number; value: number }[] | null = null;
  for (const { at, value } of points) {
    if (value === null) {
      open = null;
      continue;
    }
    if (open) open.push({ at, value });
    else {
      open = [{ at, value }];
      segments.push(open);
    }
  }
  return segments;
}

/** Something known that the alerts ought to have told of. */
export type KnownIncident = {
  readonly id: string;
  readonly from: number;
  readonly to: number | null;
  readonly label: string;
};

/** How many of the known incidents an episode overlaps, and how many episodes overlap none. */
export function hitsOf(
  { episodes }: Pick<Backtest, "episodes">,
  incidents: readonly KnownIncident[],
): { readonly told: number; readonly missed: number; readonly others: number } {
  type Stretch = { readonly from: number; readonly to: number | null };
  const overlaps = (a: Stretch, b: Stretch) =>
    a.from < (b.to ?? Number.POSITIVE_INFINITY) && b.from < (a.to ?? Number.POSITIVE_INFINITY);
  const told = incidents.filter((one) => episodes.some((episode) => overlaps(one, episode))).length;
  const others = episodes.filter(
    (episode) => !incidents.some((one) => overlaps(one, episode)),
  ).length;
  return { told, missed: incidents.length - told, others };
}
