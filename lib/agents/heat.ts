/** Latency as a picture: how many answers fell in each band of time and of latency. */
import { heat, quantile, type Sketch } from "@/lib/core/sketch";
import { merged } from "@/lib/overview/lines";
import type { Timeline } from "@/lib/overview/timeline";

export type HeatView = {
  /** Upper edges in ms, lowest first; null stands for "no upper edge", which JSON cannot write. */
  readonly edges: readonly (number | null)[];
  readonly columns: readonly { readonly at: string; readonly counts: readonly number[] }[];
};

/** More cells would cost the browser more than an eye can see. */
const MOST_COLUMNS = 72;
const MOST_BANDS = 14;
const LADDER = [1, 1.5, 2, 3, 5, 7] as const;

type Row = { readonly at: Date | null; readonly sketch: Sketch };

export function heatOf(timeline: Timeline, rows: readonly Row[]): HeatView {
  const edges = edgesFor(merged(rows.map(({ sketch }) => sketch)));
  if (edges.length === 0) return { edges: [], columns: [] };
  const width = Math.ceil(timeline.starts.length / MOST_COLUMNS);
  const byColumn = new Map<number, Sketch[]>();
  const first = timeline.starts[0] ?? 0;
  for (const { at, sketch } of rows) {
    if (at === null) continue;
    const column = Math.floor((at.getTime() - first) / (timeline.stepMs * width));
    byColumn.set(column, [...(byColumn.get(column) ?? []), sketch]);
  }
  const count = Math.ceil(timeline.starts.length / width);
  return {
    edges: [...edges, null],
    columns: Array.from({ length: count }, (_, column) => ({
      at: new Date(first + column * width * timeline.stepMs).toISOString(),
      counts: heat(merged(byColumn.get(column) ?? []), edges),
    })),
  };
}

/** Round edges over where the answers are: from just under the fastest to where only the last thousandth is left. */
export function edgesFor(sketch: Sketch): number[] {
  const [low, high] = [quantile(sketch, 0.005), quantile(sketch, 0.999)];
  if (low === null || high === null) return [];
  const all: number[] = [];
  for (let power = -3; power <= 9; power++) {
    all.push(...LADDER.map((step) => Number((step * 10 ** power).toPrecision(2))));
  }
  const from = Math.max(
    0,
    all.findIndex((edge) => edge >= low),
  );
  const to = Math.max(
    from,
    all.findIndex((edge) => edge >= high),
  );
  const inside = all.slice(from, to + 1);
  const every = Math.ceil(inside.length / MOST_BANDS);
  return inside.filter((_, i) => (inside.length - 1 - i) % every === 0);
}
