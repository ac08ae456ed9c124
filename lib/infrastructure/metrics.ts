/** What metric events become: known names on their panels, everything else in a list with its shape and last value. */
import { quantile, type Sketch } from "@/lib/core/sketch";
import { type Line, sparkOf } from "@/lib/overview/lines";
import { measured, type Timeline, type Value } from "@/lib/overview/timeline";
import { CATALOGUE, canonical, type PanelSpec, type Unit, unitOf } from "./catalogue";
import type { MetricPanel, MetricRow, MetricStanding } from "./schema";

/** One metric with one set of labels, in one bucket or over the whole range (`at` null). */
export type Measured = {
  readonly at: Date | null;
  readonly key: string;
  readonly sketch: Sketch;
  readonly last: number;
  readonly lastAt: Date;
};

const SEPARATOR = "\u001f";
const MOST_LINES = 8;
/** A share above this was surely meant in percent. */
const PERCENT_ABOVE = 1.5;

function nameAndLabels(key: string): { name: string; labels: string } {
  const [name = "", labels = ""] = key.split(SEPARATOR);
  return { name, labels };
}

/** `host=a,zone=b` as people read it. */
const labelWords = (labels: string): string =>
  labels
    .split(",")
    .map((pair) => pair.slice(pair.indexOf("=") + 1))
    .join(", ");

type Source = {
  readonly key: string;
  readonly labels: string;
  /** The other metric of a pair. */
  readonly whole?: string;
  readonly isFree?: boolean;
};

/** Which stored metrics a panel draws: by name first, worked out from pairs where there is none. */
function sourcesOf(spec: PanelSpec, keys: readonly string[]): Source[] {
  const known = keys.map((key) => ({ key, ...nameAndLabels(key) }));
  const named = spec.names.flatMap((name) => known.filter((each) => canonical(each.name) === name));
  if (named.length > 0) return named.slice(0, MOST_LINES);
  for (const { part, whole, isFree = false } of spec.pairs ?? []) {
    const pairs = known
      .filter(({ name }) => canonical(name) === part)
      .flatMap(({ key, labels }) => {
        const other = known.find(
          (each) => canonical(each.name) === whole && each.labels === labels,
        );
        return other ? [{ key, labels, whole: other.key, isFree }] : [];
      });
    if (pairs.length > 0) return pairs.slice(0, MOST_LINES);
  }
  return [];
}

/** The keys to read over time, for panels and for the rest. */
export function keysToRead(keys: readonly string[], mostOthers: number): string[] {
  const onPanels = CATALOGUE.flatMap((spec) =>
    sourcesOf(spec, keys).flatMap(({ key, whole }) => (whole === undefined ? [key] : [key, whole])),
  );
  const others = keys.filter((key) => !onPanels.includes(key)).slice(0, mostOthers);
  return [...new Set([...onPanels, ...others])];
}

/** Rows by key, then by bucket. */
type Book = ReadonlyMap<string, ReadonlyMap<number, Measured>>;

function bookOf(rows: readonly Measured[]): Book {
  const book = new Map<string, Map<number, Measured>>();
  for (const row of rows) {
    if (!row.at) continue;
    const line = book.get(row.key) ?? new Map<number, Measured>();
    book.set(row.key, line.set(row.at.getTime(), row));
  }
  return book;
}

export function metricPanels(
  totals: readonly Measured[],
  steps: readonly Measured[],
  timeline: Timeline,
): MetricPanel[] {
  const keys = totals.map(({ key }) => key);
  const whole = new Map(totals.map((row) => [row.key, row]));
  const book = bookOf(steps);
  return CATALOGUE.map((spec) => panelOf(spec, sourcesOf(spec, keys), { whole, book, timeline }));
}

type Shelf = {
  readonly whole: ReadonlyMap<string, Measured>;
  readonly book: Book;
  readonly timeline: Timeline;
};

function panelOf(spec: PanelSpec, sources: readonly Source[], shelf: Shelf): MetricPanel {
  const lines = sources.map((source) => lineOf(spec, source, shelf));
  const newest = sources.flatMap(({ key }) => shelf.whole.get(key)?.lastAt ?? []);
  const value = worstOf(spec, lines);
  const lastAt = newest.length === 0 ? null : new Date(Math.max(...newest.map(Number)));
  return {
    id: spec.id,
    title: spec.title,
    question: spec.question,
    unit: spec.unit,
    statistic: spec.statistic,
    worse: spec.worse,
    limits: spec.limits,
    lines,
    value,
    standing: standingOf(spec, value),
    names: [...new Set(sources.map(({ key }) => nameAndLabels(key).name))],
    lastAt: lastAt?.toISOString() ?? null,
    example: spec.example,
  };
}

function lineOf(spec: PanelSpec, source: Source, { whole, book, timeline }: Shelf): Line {
  const rows = book.get(source.key);
  const others = source.whole === undefined ? undefined : book.get(source.whole);
  const factor = factorOf(spec, whole.get(source.key));
  const label = labelWords(source.labels) || nameAndLabels(source.key).name;
  return {
    key: source.key,
    label,
    values: measured(timeline, (start) => {
      const row = rows?.get(start);
      if (source.whole === undefined) return row ? statisticOf(spec, row.sketch) * factor : null;
      return shareOf(row, others?.get(start), source.isFree === true);
    }),
  };
}

/** Percent are told from shares by their size: nothing else in the rollups says. */
function factorOf({ unit }: PanelSpec, total: Measured | undefined): number {
  return unit === "share" && total && total.sketch.max > PERCENT_ABOVE ? 0.01 : 1;
}

function shareOf(part: Measured | undefined, whole: Measured | undefined, isFree: boolean): Value {
  const all = whole ? whole.sketch.sum / whole.sketch.n : 0;
  if (!part || all <= 0) return null;
  const used = part.sketch.sum / part.sketch.n / all;
  return isFree ? 1 - used : used;
}

function statisticOf({ statistic }: PanelSpec, sketch: Sketch): number {
  if (statistic === "p95") return quantile(sketch, 0.95) ?? 0;
  return statistic === "min" ? sketch.min : sketch.sum / sketch.n;
}

/** The figure of a panel: among its lines' last values, the one nearest to trouble. */
function worstOf({ worse }: PanelSpec, lines: readonly Line[]): Value {
  const lasts = lines.flatMap(({ values }) => values.findLast((value) => value !== null) ?? []);
  if (lasts.length === 0) return null;
  return worse === "higher" ? Math.max(...lasts) : Math.min(...lasts);
}

export function standingOf({ limits, worse }: PanelSpec, value: Value): MetricStanding | null {
  if (value === null) return null;
  const alarms = limits.filter(({ tone }) => tone !== "target");
  const isPast = (bound: number) => (worse === "higher" ? value > bound : value < bound);
  const past = alarms.filter((each) => isPast(each.value));
  const worst = past.find(({ tone }) => tone === "critical") ?? past[0];
  if (!worst) return alarms.length === 0 ? null : { tone: "ok", words: "Within limits" };
  const side = worse === "higher" ? "Above" : "Below";
  const tone = worst.tone === "critical" ? "critical" : "warning";
  return { tone, words: `${side} ${worst.bound}` };
}

/** Everything that is on no panel, by name. */
export function otherMetrics(
  totals: readonly Measured[],
  steps: readonly Measured[],
  timeline: Timeline,
): MetricRow[] {
  const keys = totals.map(({ key }) => key);
  const used = new Set(
    CATALOGUE.flatMap((spec) => sourcesOf(spec, keys)).flatMap(({ key, whole }) => [key, whole]),
  );
  const book = bookOf(steps);
  return totals
    .filter(({ key }) => !used.has(key))
    .map(({ key, sketch, last, lastAt }) => {
      const { name, labels } = nameAndLabels(key);
      const rows = book.get(key);
      const values = measured(timeline, (start) => meanOf(rows?.get(start)));
      const unit: Unit = unitOf(name);
      return {
        key,
        name,
        labels,
        unit,
        last,
        lastAt: lastAt.toISOString(),
        min: sketch.min,
        max: sketch.max,
        mean: sketch.sum / sketch.n,
        n: sketch.n,
        spark: sparkOf(values),
      };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

const meanOf = (row: Measured | undefined): Value => (row ? row.sketch.sum / row.sketch.n : null);
