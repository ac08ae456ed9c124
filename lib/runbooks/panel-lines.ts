/** The lines of a panel: the busiest label sets of a signal, thinned to what a chart can show. */
import type { History } from "@/lib/alerts/backtest";
import { figureUnitOf } from "@/lib/alerts/figure";
import { aboutWords } from "@/lib/alerts/listing";
import type { Rule } from "@/lib/alerts/schema";
import { signalWords } from "@/lib/alerts/words";
import type { PanelView } from "./schema";

const MOST_LINES = 8;
const MOST_POINTS = 300;

type Line = History["series"][number];

const peakOf = ({ values }: Line): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

export function linesOf(rule: Rule, { from, stepMs, steps, series }: History): PanelView {
  const by = Math.max(1, Math.ceil(steps / MOST_POINTS));
  const signal = signalWords(rule.signal);
  const shown = series.toSorted((a, b) => peakOf(b) - peakOf(a)).slice(0, MOST_LINES);
  return {
    axis: { from: new Date(from).toISOString(), stepMs: stepMs * by, count: Math.ceil(steps / by) },
    lines: shown.map((line, i) => {
      const label = aboutWords(line.labels) || signal;
      return { key: `${i} ${label}`, label, values: thinned(line.values, by) };
    }),
    unit: figureUnitOf(rule.signal),
    signal,
  };
}

/** The last known value of each run of steps. */
const thinned = (values: readonly (number | null)[], by: number): (number | null)[] =>
  Array.from({ length: Math.ceil(values.length / by) }, (_, i) => {
    const run = values.slice(i * by, (i + 1) * by);
    return run.findLast((value) => value !== null && Number.isFinite(value)) ?? null;
  });
