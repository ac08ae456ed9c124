/** Measures what rules look at: each thing once for all the rules that look at it. */
import type { Measured, Outcome } from "@/lib/alerts/evaluation";
import { fixedLabels } from "@/lib/alerts/identity";
import { mergedLabels } from "@/lib/alerts/labels";
import type { KeptRule } from "@/lib/alerts/state";
import { floorTo, TIERS } from "@/lib/core/time";
import { log } from "@/lib/platform/log";
import type { Sql } from "@/lib/telemetry/store/sql";
import { type Ask, shareKey, together } from "./ask";
import { cover } from "./cover";
import { grouped } from "./grouped";
import type { Part, Recipe, Window } from "./part";
import { type Measures, type Place, recipeOf } from "./recipe";
import type { Row } from "./row";
import { readRows } from "./rows";

/** Dashboards use the same connections. */
const AT_ONCE = 4;

/** An outcome, and for how long the database was asked for it. */
export type Read = Outcome & { readonly tookMs: number };

const NOTHING: Read = { kind: "measured", series: [], tookMs: 0 };

/** Every rule has an outcome: what of one cannot be read is an error of its own. */
export async function readSignals(
  sql: Sql,
  project: Place,
  rules: readonly KeptRule[],
  now: Date,
): Promise<Map<string, Read>> {
  const measures = new Map<string, { recipe: Recipe | null; rule: Measures }>();
  const keys = rules.map((rule) => {
    const key = JSON.stringify([rule.signal, rule.filters, rule.groupBy, rule.windowMs]);
    if (!measures.has(key)) measures.set(key, { recipe: recipeOf(rule, project, "now"), rule });
    return key;
  });
  const asks = sharedAsks(
    [...measures.values()].flatMap(({ recipe }) => recipe?.parts ?? []),
    now,
  );
  const shelf = await readAll(sql, project.id, asks, now);
  const outcomes = new Map<string, Read>();
  for (const [key, { recipe, rule }] of measures)
    outcomes.set(key, recipe === null ? NOTHING : outcomeOf(recipe, rule, shelf, now));
  return new Map(rules.map(({ id }, i) => [id, outcomes.get(keys[i] ?? "") ?? NOTHING]));
}

function askOf({ source, windowAt, stepsAt, baselineMs = 0 }: Part, now: Date): Ask {
  const { from, to } = windowAt(now);
  return { source, span: { from: new Date(from.getTime() - baselineMs), to }, steps: stepsAt(now) };
}

function sharedAsks(parts: readonly Part[], now: Date): Map<string, Ask> {
  const asks = new Map<string, Ask>();
  for (const part of parts) {
    const ask = askOf(part, now);
    const key = shareKey(ask);
    const known = asks.get(key);
    asks.set(key, known ? together(known, ask) : ask);
  }
  return asks;
}

/** What was read, and by name. */
type Shelved =
  | { readonly kind: "rows"; readonly rows: readonly Row[]; readonly named: Named; tookMs: number }
  | { readonly kind: "error"; readonly message: string; tookMs: number };
type Named = ReadonlyMap<string, readonly Row[]>;
type Shelf = ReadonlyMap<string, Shelved>;

async function readAll(
  sql: Sql,
  projectId: number,
  asks: ReadonlyMap<string, Ask>,
  now: Date,
): Promise<Shelf> {
  const shelf = new Map<string, Shelved>();
  const waiting = [...asks];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [key, ask] = next;
      shelf.set(key, await readOne(sql, projectId, ask, now));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return shelf;
}

async function readOne(sql: Sql, projectId: number, ask: Ask, now: Date): Promise<Shelved> {
  const began = performance.now();
  try {
    const rows = await readRows(sql, projectId, ask, now);
    return { kind: "rows", rows, named: byName(rows), tookMs: performance.now() - began };
  } catch (error) {
    log.warn("a signal could not be read", { project: projectId, store: ask.source.store, error });
    const message = `The ${ask.source.store} rollups could not be read`;
    return { kind: "error", message, tookMs: performance.now() - began };
  }
}

function byName(rows: readonly Row[]): Named {
  const named = new Map<string, Row[]>();
  for (const row of rows) {
    const own = named.get(row.name);
    if (own) own.push(row);
    else named.set(row.name, [row]);
  }
  return named;
}

function outcomeOf(recipe: Recipe, rule: Measures, shelf: Shelf, now: Date): Read {
  const found = recipe.parts.map((part) => {
    const shelved = shelf.get(shareKey(askOf(part, now)));
    if (!shelved) throw new Error("What a rule looks at was not read");
    return { part, shelved };
  });
  const tookMs = found.reduce((sum, { shelved }) => sum + shelved.tookMs, 0);
  const failed = found.flatMap(({ shelved }) => (shelved.kind === "error" ? shelved : []));
  const [failure] = failed;
  if (failure) return { kind: "error", message: failure.message, tookMs };
  const [first, second] = found.map(({ part, shelved }) =>
    figuresOf(part, rule, shelved.kind === "rows" ? shelved : EMPTY, now),
  );
  const fixed = fixedLabels(rule);
  const series: Measured[] = [];
  for (const [key, { labels, figure }] of first ?? []) {
    const whole = recipe.combine(figure, second?.get(key)?.figure ?? null);
    if (!whole) continue;
    series.push({
      labels: mergedLabels(fixed, labels),
      value: whole.value,
      sampleSize: whole.n,
      at: whole.at,
    });
  }
  return { kind: "measured", series, tookMs };
}

const EMPTY = { rows: [], named: new Map<string, readonly Row[]>() };

function figuresOf(
  part: Part,
  rule: Measures,
  { rows, named }: { readonly rows: readonly Row[]; readonly named: Named },
  now: Date,
) {
  const own = part.name === null ? rows : (named.get(part.name) ?? []);
  const groups = grouped(
    part.derive?.(own) ?? own,
    [...rule.filters, ...part.filters],
    rule.groupBy,
  );
  const window = windowOf(part, now);
  return new Map(
    [...groups].flatMap(([key, { labels, rows: those }]) => {
      const figure = part.figure(those, window);
      return figure ? [[key, { labels, figure }] as const] : [];
    }),
  );
}

/** As long as what was read for it: whole buckets at its beginning, up to now at its end. */
function windowOf({ windowAt, stepsAt }: Part, now: Date): Window {
  const span = windowAt(now);
  const steps = stepsAt(now);
  const [first] = cover(span, now);
  const from =
    steps.kind === "every"
      ? floorTo(span.from, TIERS[steps.tier])
      : new Date(first?.from ?? span.from);
  return { from: from.getTime(), to: span.to.getTime(), scale: 1 };
}
