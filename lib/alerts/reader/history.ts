/** What a rule would have read, step by step, as far back as rollups reach. */
import type { History } from "@/lib/alerts/backtest";
import { fixedLabels } from "@/lib/alerts/identity";
import { type Labels, mergedLabels } from "@/lib/alerts/labels";
import type { Rule } from "@/lib/alerts/schema";
import { floorTo, HOUR, type Span, TIER_KEPT_MS, TIERS, type Tier } from "@/lib/core/time";
import type { Sql } from "@/lib/telemetry/store/sql";
import type { Ask } from "./ask";
import { grouped } from "./grouped";
import type { Figure, Part, Recipe, Window } from "./part";
import { type Place, recipeOf } from "./recipe";
import type { Row } from "./row";
import { readRows } from "./rows";

/** A step's window is made of buckets: beyond this many minutes of five, an hour's do. */
const LONG_MS = 6 * HOUR;
/** More label sets than these are not replayed: the liveliest are. */
const MOST_SERIES = 500;

/** How finely the past is read: as long as there are rollups of it. */
type Fine = Extract<Tier, "1m" | "5m">;

/** `to` counts as now. Steps before the finer rollups know the value of their hour. */
export async function readHistory(
  sql: Sql,
  project: Place,
  rule: Rule,
  from: Date,
  to: Date,
  fine: Fine = "5m",
): Promise<History> {
  const stepMs = TIERS[fine];
  const start = floorTo(from, stepMs).getTime();
  const steps = Math.max(0, Math.floor((to.getTime() - start) / stepMs));
  const recipe = recipeOf(rule, project, "then");
  const grid = { from: start, stepMs, steps };
  if (recipe === null || steps === 0) return { ...grid, series: [] };
  const frame: Frame = { ...grid, fine };
  const tapes: Tape[] = [];
  for (const part of recipe.parts) tapes.push(await tapeOf(sql, project.id, rule, part, frame, to));
  return { ...grid, series: seriesOf(recipe, rule, tapes) };
}

type Frame = Omit<History, "series"> & { readonly fine: Fine };
/** The figures of one part: for each label set one at each step. */
type Tape = ReadonlyMap<string, { readonly labels: Labels; readonly figures: (Figure | null)[] }>;

function seriesOf(recipe: Recipe, rule: Rule, [first, second]: readonly Tape[]): History["series"] {
  const fixed = fixedLabels(rule);
  return [...(first ?? [])].map(([key, { labels, figures }]) => {
    const others = second?.get(key)?.figures;
    const whole = figures.map((figure, i) => figure && recipe.combine(figure, others?.[i] ?? null));
    return {
      labels: mergedLabels(fixed, labels),
      values: whole.map((figure) => figure?.value ?? null),
      sampleSizes: whole.map((figure) => figure?.n ?? null),
    };
  });
}

async function tapeOf(
  sql: Sql,
  projectId: number,
  rule: Rule,
  part: Part,
  frame: Frame,
  to: Date,
): Promise<Tape> {
  const rows: Row[] = [];
  const stretches = stretchesOf(part, frame, to);
  for (const { tier, span } of stretches) {
    const ask: Ask = { source: part.source, span, steps: { kind: "every", tier } };
    rows.push(...(await readRows(sql, projectId, ask, to)));
  }
  const own = part.name === null ? rows : rows.filter(({ name }) => name === part.name);
  const groups = [
    ...grouped(part.derive?.(own) ?? own, [...rule.filters, ...part.filters], rule.groupBy),
  ].toSorted(([, a], [, b]) => b.rows.length - a.rows.length);
  const windows = windowsOf(part, frame, stretches);
  return new Map(
    groups
      .slice(0, MOST_SERIES)
      .map(([key, { labels, rows: those }]) => [
        key,
        { labels, figures: figuresOf(part, those, windows) },
      ]),
  );
}

type Stretch = { readonly tier: Tier; readonly span: Span };

/** Hours where the finer buckets are gone or would be too many, the finer ones after that. */
function stretchesOf(part: Part, frame: Frame, to: Date): Stretch[] {
  const { windowAt, baselineMs = 0 } = part;
  const { from, stepMs, steps, fine: tier } = frame;
  const first = windowAt(new Date(from));
  const begin = new Date(first.from.getTime() - baselineMs);
  const last = windowAt(new Date(from + (steps - 1) * stepMs)).to;
  const isLong = part.isLong || first.to.getTime() - first.from.getTime() > LONG_MS;
  const kept = new Date(to.getTime() - TIER_KEPT_MS[tier] + HOUR);
  const fineFrom = isLong ? last : floorTo(new Date(Math.max(Number(kept), Number(begin))), HOUR);
  const coarse: Stretch = { tier: "1h", span: { from: begin, to: fineFrom } };
  const fine: Stretch = { tier, span: { from: fineFrom, to: last } };
  return [coarse, fine].filter(({ span }) => span.from < span.to);
}

/** One for each step: what it asks for, and the buckets it gets. */
function windowsOf(
  { windowAt }: Part,
  { from, stepMs, steps, fine }: Frame,
  stretches: readonly Stretch[],
): Window[] {
  const fineFrom = stretches.find(({ tier }) => tier === fine)?.span.from.getTime() ?? Infinity;
  return Array.from({ length: steps }, (_, i) => {
    const asked = windowAt(new Date(from + i * stepMs));
    const [begin, end] = [asked.from.getTime(), asked.to.getTime()];
    const width = TIERS[begin < fineFrom ? "1h" : fine];
    const first = Math.floor(begin / width) * width;
    const last = Math.max(first + width, Math.ceil(end / stepMs) * stepMs);
    const covered = Math.ceil(last / width) * width - first;
    const isRounded = width > stepMs || end - begin < width;
    const scale = isRounded ? Math.min(1, (end - begin) / covered) : 1;
    return { from: first, to: isRounded ? first + covered : last, scale };
  });
}

function figuresOf(part: Part, rows: readonly Row[], windows: readonly Window[]) {
  const baselineMs = part.baselineMs ?? 0;
  const ordered = rows.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const ats = ordered.map(({ at }) => at ?? 0);
  let first = 0;
  let last = 0;
  let previous: { key: string; figure: Figure | null } | null = null;
  return windows.map((window) => {
    while (first < ats.length && (ats[first] ?? 0) < window.from - baselineMs) first++;
    while (last < ats.length && (ats[last] ?? 0) < window.to) last++;
    if (first >= last) return null;
    const key = `${first} ${last} ${window.from} ${window.to}`;
    if (previous?.key === key) return previous.figure;
    const figure = part.figure(ordered.slice(first, last), window);
    previous = { key, figure };
    return figure;
  });
}
