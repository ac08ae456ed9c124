/** Cache outcomes added up: lookups, hits and what hits spared those who waited. */
import { share } from "@/lib/overview/volume";
import type { CacheRow } from "./schema";

/** Requests of one outcome, with the sum of their answer times. */
export type Outcome = {
  readonly at: Date | null;
  readonly key: { readonly agent: string; readonly name: string; readonly label: string };
  readonly n: number;
  readonly sum: number;
};

type Sum = { readonly n: number; readonly ms: number };
const NONE: Sum = { n: 0, ms: 0 };

function sumOf(outcomes: readonly Outcome[], label: string): Sum {
  return outcomes
    .filter(({ key }) => key.label === label)
    .reduce((sum, { n, sum: ms }) => ({ n: sum.n + n, ms: sum.ms + ms }), NONE);
}

const mean = ({ n, ms }: Sum): number | null => (n === 0 ? null : ms / n);

/** One row a name, most lookups first. */
export function cacheRows(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
): CacheRow[] {
  const names = [...new Set(outcomes.map(nameOf))];
  return names
    .map((name) =>
      cacheRow(
        name,
        outcomes.filter((one) => nameOf(one) === name),
      ),
    )
    .toSorted((a, b) => b.lookups - a.lookups || (a.name < b.name ? -1 : 1));
}

export function cacheRow(name: string, outcomes: readonly Outcome[]): CacheRow {
  const [hit, miss] = [sumOf(outcomes, "hit"), sumOf(outcomes, "miss")];
  const [hitMs, missMs] = [mean(hit), mean(miss)];
  return {
    name,
    lookups: hit.n + miss.n,
    hits: hit.n,
    bypassed: sumOf(outcomes, "bypass").n,
    hitRate: share(hit.n, hit.n + miss.n),
    hitMs,
    missMs,
    savedMs: hitMs === null || missMs === null ? null : hit.n * (missMs - hitMs),
  };
}

/**
 * What hits spared in all. Taken agent by agent, because a fast agent with many hits beside a slow one
 * with many misses would otherwise look like a cache that works wonders.
 */
export function savedOf(rows: readonly CacheRow[]): number | null {
  const known = rows.flatMap(({ savedMs }) => (savedMs === null ? [] : [savedMs]));
  return known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0);
}
