/** Figures of the infrastructure page, under whatever name they were sent: by name first, out of pairs where there is none. */

import { quantile } from "@/lib/core/sketch";
import { CATALOGUE, canonical, type PanelSpec } from "@/lib/infrastructure/catalogue";
import { bySeries } from "./metric";
import type { Figure, Window } from "./part";
import { mergedShape, mergedSketch, newestOf, type Row } from "./row";

/** A share above this was surely meant in percent. */
const PERCENT_ABOVE = 1.5;

export function specOf(id: string): PanelSpec {
  const spec = CATALOGUE.find((one) => one.id === id);
  if (!spec) throw new Error(`There is no resource ${id}`);
  return spec;
}

export const namesOf = ({ names, pairs = [] }: PanelSpec): string[] => [
  ...names,
  ...pairs.flatMap(({ part, whole }) => [part, whole]),
];

/** Rows that say what the panel says. */
export const derived =
  (spec: PanelSpec) =>
  (rows: readonly Row[]): readonly Row[] => {
    const known = rows.map((row) => ({ row, name: canonical(row.name) }));
    const named = known.filter(({ name }) => spec.names.includes(name));
    if (named.length > 0) return named.map(({ row }) => row);
    for (const pair of spec.pairs ?? []) {
      const wholes = new Map(
        known.filter(({ name }) => name === pair.whole).map(({ row }) => [placeOf(row), row]),
      );
      const shares = known
        .filter(({ name }) => name === pair.part)
        .flatMap(({ row }) => shareRow(row, wholes.get(placeOf(row)), pair.isFree === true) ?? []);
      if (shares.length > 0) return shares;
    }
    return [];
  };

/** What the two of a pair have in common: when, where, and what they were sent with. */
const placeOf = ({ at, dims, labels }: Row): string =>
  JSON.stringify([at, dims.environment, Object.entries(labels)]);

function shareRow(part: Row, whole: Row | undefined, isFree: boolean): Row | null {
  const all = whole?.shape ? whole.shape.sum / whole.shape.n : 0;
  if (!part.shape || all <= 0) return null;
  const { n, sum, lastAt } = part.shape;
  const used = sum / n / all;
  const share = isFree ? 1 - used : used;
  return {
    ...part,
    shape: { n, sum: share * n, min: share, max: share, last: share, lastAt, chunk: null },
  };
}

/** Of a group's series the one nearest to trouble. */
export const resourceFigure =
  (spec: PanelSpec) =>
  (rows: readonly Row[], { scale }: Window): Figure | null => {
    const shape = mergedShape(rows);
    if (!shape) return null;
    const values =
      spec.statistic === "p95"
        ? [quantile(mergedSketch(rows), 0.95) ?? 0]
        : [...bySeries(rows).values()].flatMap((own) => statisticOf(spec, own) ?? []);
    const value = spec.worse === "higher" ? Math.max(...values) : Math.min(...values);
    return { value, n: shape.n * scale, at: newestOf(rows) };
  };

function statisticOf({ statistic, unit }: PanelSpec, rows: readonly Row[]): number | null {
  const shape = mergedShape(rows);
  if (!shape) return null;
  const factor = unit === "share" && shape.max > PERCENT_ABOVE ? 0.01 : 1;
  return (statistic === "min" ? shape.min : shape.sum / shape.n) * factor;
}
